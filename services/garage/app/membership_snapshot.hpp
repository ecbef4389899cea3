#pragma once
#include <boost/asio/any_io_executor.hpp>
#include <boost/describe/class.hpp>
#include <chrono>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "mvp/core/wait_queue.hpp"
#include "mvp/http/client.hpp"
#include "mvp/json/codec.hpp"
#include "mvp/oidc/service_token.hpp"

namespace mvp::garage {

/// Who may do what here, as the control plane says. Asked for again (with ETag) when older than 2 s and a request needs
/// it; used for at most 60 s while the control plane is away, then nobody gets in.
class MembershipSnapshot {
 public:
  /// What the tenant's plan allows.
  struct Limits {
    std::int64_t requests_per_s = 0, vehicles = 0, members = 0;
  };
  struct Tenant {
    std::string id, name, status;
    json::Object settings;
    std::optional<Limits> limits{};
  };
  struct Member {
    std::string sub, email, name, role, state;
  };
  /// Sessions the identity provider ended: those of its session `sid` or, where that is empty, all of `sub`.
  struct Revocation {
    std::string sub, sid;
    std::int64_t at_ms;  ///< since 1970
  };
  struct Content {
    Tenant tenant;
    std::vector<Member> members;
    std::vector<std::string> platform_admins;
    std::vector<Revocation> revoked_sessions;
  };

  MembershipSnapshot(boost::asio::any_io_executor executor, http::Client& client, oidc::ServiceTokenSource& tokens, std::string tenants_url,
                     std::string tenant);

  /// @throws Unavailable when there is none that may be used.
  Task<const Content*> current(Context context);
  /// Role of an active member, or empty.
  std::string role_of(const std::string& subject) const;
  /// The same of a member in whatever state.
  std::string known_role_of(const std::string& subject) const;
  bool is_platform_admin(const std::string& subject) const;
  /// True if the provider ended that session after it was made here.
  bool is_revoked(const std::string& subject, const std::string& sid, std::int64_t created_at_ms) const;

 private:
  using Clock = std::chrono::steady_clock;
  Task<> fetch(Context context);

  http::Client& client_;
  oidc::ServiceTokenSource& tokens_;
  std::string url_;
  std::string etag_{};
  Content content_{};
  std::map<std::string, std::string> roles_{};
  std::optional<Clock::time_point> fetched_at_{};
  Clock::time_point retry_at_{};  ///< after a failure: requests do not queue up for a control plane that is away
  bool is_fetching_ = false;
  WaitQueue waiting_;  ///< for the fetch under way
};
BOOST_DESCRIBE_STRUCT(MembershipSnapshot::Limits, (), (requests_per_s, vehicles, members))
BOOST_DESCRIBE_STRUCT(MembershipSnapshot::Tenant, (), (id, name, status, settings, limits))
BOOST_DESCRIBE_STRUCT(MembershipSnapshot::Member, (), (sub, email, name, role, state))
BOOST_DESCRIBE_STRUCT(MembershipSnapshot::Revocation, (), (sub, sid, at_ms))
BOOST_DESCRIBE_STRUCT(MembershipSnapshot::Content, (), (tenant, members, platform_admins, revoked_sessions))

}  // namespace mvp::garage
