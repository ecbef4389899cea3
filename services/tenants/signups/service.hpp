#pragma once
#include <functional>

#include "signups/repository.hpp"

namespace mvp::tenants {

/// What sign-ups need of tenants and memberships; the app supplies it. All inside the sign-up's own transaction.
struct MembershipDesk {
  std::function<Task<std::optional<TenantFacts>>(pg::Transaction&, std::string slug)> find_tenant;
  std::function<Task<bool>(pg::Transaction&, TenantId, std::string sub)> is_member;
  std::function<Task<std::string>(pg::Transaction&, TenantId, std::string sub)> role_of;
  std::function<Task<>(pg::Transaction&, TenantId, const NewMember&)> admit;
};

struct RequestedSignup {
  Signup signup;
  bool is_new = false;
};

/// The rules of joining: one pending request per person and tenant; its own tenant's admins decide it, once.
class Signups {
 public:
  Signups(pg::Database& db, MembershipDesk desk) : db_(db), repository_(db), desk_(std::move(desk)) {}

  /// Files the caller's request to join Context::tenant; the pending one if there is one.
  /// @return not_found unless the tenant is active, forbidden (kind "signups_closed"), conflict for a member.
  Task<Result<RequestedSignup>> request(const Context& context);
  /// Approving makes the member in the same transaction.
  /// @return not_found for whoever does not administer that tenant, conflict when it is decided already.
  Task<Result<Signup>> decide(const Context& context, SignupId id, Decision decision);
  Task<Page<Signup>> list(const Context& context, PageRequest page, std::optional<std::string> tenant, std::optional<SignupStatus> status);

 private:
  Task<Result<Signup>> decide_in(pg::Transaction& tx, const Context& context, SignupId id, const Decision& decision);

  pg::Database& db_;
  SignupRepository repository_;
  MembershipDesk desk_;
};

}  // namespace mvp::tenants
