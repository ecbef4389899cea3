#pragma once
#include <chrono>
#include <string>

namespace mvp {

/// Who is asking. Made only by an authenticator; a default one is a stranger.
struct Principal {
  enum class Kind { nobody, user, service, operator_ };

  Kind kind = Kind::nobody;
  std::string subject;          ///< OIDC `sub`, the calling service's name, or "operator:<os user>"
  std::string email;            ///< as the identity provider verified it; empty for services
  std::string name;             ///< display name
  bool email_verified = false;
  std::string tenant;           ///< tenant the credential itself is bound to; empty where it names none
  std::string role;             ///< role in Context::tenant (owner, admin, member, viewer); empty: no membership
  bool platform_admin = false;  ///< never follows from belonging to a tenant
  std::string credential{};     ///< bearer token to pass on to the control plane on the user's behalf

  bool is_known() const { return kind != Kind::nobody; }
};

/// For which tenant, by whom, until when. First parameter of everything that touches data; never stored in a global.
struct Context {
  std::string tenant;  ///< slug; empty in services that are not bound to one tenant
  Principal principal{};
  std::string request_id{};
  std::string remote{};  ///< client address as the edge saw it
  std::chrono::steady_clock::time_point deadline = std::chrono::steady_clock::now() + std::chrono::seconds(30);
};

}  // namespace mvp
