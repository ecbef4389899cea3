#pragma once
#include "memberships/repository.hpp"
#include "mvp/http/router.hpp"
#include "mvp/oidc/provider.hpp"
#include "mvp/oidc/service_token.hpp"

namespace mvp::tenants {

/// Who calls, and what they are in the tenant the path names: a person's access token, a service token of our own, or
/// the operator on the other end of the unix socket (root or this service's own user). A token comes before the socket.
/// Context::remote is what X-Forwarded-For says where the landing site's token in Service-Authorization vouches for it,
/// else "local".
class Authenticator {
 public:
  Authenticator(oidc::Provider& provider, const oidc::ServiceTokenSigner& signer, MembershipRepository& memberships)
      : provider_(provider), signer_(signer), memberships_(memberships) {}

  /// @return unauthenticated for a wrong token; forbidden for an X-Tenant-ID that is not the token's tenant; not_found
  /// for a platform admin who names no tenant we have.
  Task<Result<>> authenticate(http::Request& request);

 private:
  bool is_address_trusted(const http::Request& request) const;
  Task<Result<>> by_token(http::Request& request, std::string token);

  oidc::Provider& provider_;
  const oidc::ServiceTokenSigner& signer_;
  MembershipRepository& memberships_;
};

}  // namespace mvp::tenants
