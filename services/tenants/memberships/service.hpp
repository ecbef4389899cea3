#pragma once
#include <functional>

#include "memberships/repository.hpp"

namespace mvp::tenants {

/// Who may turn `before` (nullopt: nobody yet) into this: only owners and platform admins touch owners, only platform
/// admins bring in someone who did not sign up. nullopt: the caller may.
std::optional<Error> refuse_change(const Principal& caller, const std::optional<Member>& before, const std::optional<MemberInput>& after);

/// Keeps a place for one more member until the commit. @return conflict when the tenant's plan allows no more.
Task<Result<>> keep_place(MembershipRepository& memberships, pg::Transaction& tx, const TenantFacts& tenant);

/// The rules of membership. A tenant never loses its last active owner by them.
class Memberships {
 public:
  using FindTenant = std::function<Task<std::optional<TenantFacts>>(pg::Transaction&, std::string slug)>;

  Memberships(pg::Database& db, FindTenant find_tenant) : db_(db), repository_(db), find_tenant_(std::move(find_tenant)) {}

  Task<Page<Member>> list(const Context& context, PageRequest page) { return repository_.list(context, std::move(page), context.tenant); }
  /// `version`: the one that must be current, where given. @return not_found, forbidden, conflict, precondition_failed.
  Task<Result<Member>> put(const Context& context, std::string sub, MemberInput input, std::optional<std::int64_t> version);
  /// @return not_found, forbidden, conflict.
  Task<Result<>> remove(const Context& context, std::string sub);
  /// Ends the caller's own membership, whatever their role. @return not_found, conflict for the last owner.
  Task<Result<>> leave(const Context& context);

 private:
  /// What both have in common: the tenant, the member as they are, the right to change them.
  Task<Result<TenantFacts>> check(pg::Transaction& tx, const Context& context, const std::string& sub, std::optional<Member>& before,
                                  const std::optional<MemberInput>& after);

  pg::Database& db_;
  MembershipRepository repository_;
  FindTenant find_tenant_;
};

}  // namespace mvp::tenants
