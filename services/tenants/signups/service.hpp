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
  /// Keeps a place for one more until the commit. @return conflict when the plan allows no more members.
  std::function<Task<Result<>>(pg::Transaction&, const TenantFacts&)> keep_place;
  /// Active owners and admins.
  std::function<Task<std::vector<Contact>>(pg::Transaction&, TenantId)> admins;
  /// How the tenant's people call whoever has this sub.
  std::function<Task<std::string>(pg::Transaction&, TenantId, std::string sub)> name_of;
  /// True if there is an open invitation to the person's verified address.
  std::function<Task<bool>(pg::Transaction&, TenantId, const Principal&)> is_invited;
};

struct RequestedSignup {
  Signup signup{};
  bool is_new = false;
  std::int64_t wait_s = 0;  ///< above zero nothing was filed, and `why_wait` says why
  std::string why_wait{};
};

/// The rules of joining: one pending request per person and tenant; its own tenant's admins decide it, once. New
/// requests are counted in tenant_signups itself (10 an hour by one person, 30 from one address): the limits hold over
/// all threads, processes and restarts and cost no write of their own.
class Signups {
 public:
  Signups(pg::Database& db, MembershipDesk desk) : db_(db), repository_(db), desk_(std::move(desk)) {}

  /// Files the caller's request to join Context::tenant; the pending one if there is one. It is approved at once where
  /// the tenant trusts the caller's mail domain; else its admins get a mail.
  /// @return not_found unless the tenant is active and listed or the caller invited, forbidden (kind "signups_closed"),
  /// conflict for a member.
  Task<Result<RequestedSignup>> request(const Context& context);
  /// Approving makes the member in the same transaction.
  /// @return not_found for whoever does not administer that tenant, conflict (kind "decided_already") that says who
  /// was faster.
  Task<Result<Signup>> decide(const Context& context, SignupId id, Decision decision);
  /// Only one's own, only while it is pending. @return not_found, conflict.
  Task<Result<>> withdraw(const Context& context, SignupId id);
  /// The caller comes in by another way: their pending request, if there is one, counts as withdrawn from now on.
  Task<> close(pg::Transaction& tx, const Context& context, TenantId tenant);
  Task<Page<Signup>> list(const Context& context, PageRequest page, std::optional<std::string> tenant, std::optional<SignupStatus> status);

 private:
  Task<Result<RequestedSignup>> request_in(pg::Transaction& tx, const Context& context);
  Task<Signup> settle(pg::Transaction& tx, const Context& context, const TenantFacts& tenant, const Signup& before, const Decision& decision,
                      std::string by);
  Task<Error> decided_already(pg::Transaction& tx, const TenantId& tenant, const Signup& signup);
  Task<Result<Signup>> decide_in(pg::Transaction& tx, const Context& context, SignupId id, const Decision& decision);

  pg::Database& db_;
  SignupRepository repository_;
  MembershipDesk desk_;
};

}  // namespace mvp::tenants
