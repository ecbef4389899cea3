#pragma once
#include "domain/page.hpp"
#include "mvp/pg/database.hpp"
#include "signups/signup.hpp"

namespace mvp::tenants {

/// A sign-up in a transaction, with what deciding it needs.
struct LockedSignup {
  SignupId id;
  TenantId tenant_id;
  bool is_overdue = false;
};
BOOST_DESCRIBE_STRUCT(LockedSignup, (), (id, tenant_id, is_overdue))

/// What was before in this tenant and within the last hour.
struct SignupHistory {
  std::optional<std::int64_t> rejection_wait_s;  ///< until 24 hours after the last rejection here are over
  std::optional<std::int64_t> person_wait_s;     ///< until the person has asked fewer than 10 times within an hour
  std::optional<std::int64_t> address_wait_s;    ///< the same for 30 requests from their address
  bool was_decided_on = false;                   ///< approved or rejected here before
};
BOOST_DESCRIBE_STRUCT(SignupHistory, (), (rejection_wait_s, person_wait_s, address_wait_s, was_decided_on))

/// The only file pair that writes the tenant_signups table.
class SignupRepository {
 public:
  explicit SignupRepository(pg::Database& db) : db_(db) {}

  /// Newest first; of one tenant, with one status, where given.
  Task<Page<Signup>> list(const Context& context, PageRequest page, std::optional<std::string> tenant, std::optional<SignupStatus> status);
  /// Newest first.
  Task<std::vector<OwnSignup>> of_person(const Context& context, std::string sub);
  /// Turns what nobody decided in time into `expired`; of one person in one tenant, where given.
  static Task<std::vector<Signup>> expire(pg::Transaction& tx, std::optional<TenantId> tenant, std::optional<std::string> sub);

  /// nullopt: that person's request is pending already.
  Task<std::optional<Signup>> insert(pg::Transaction& tx, TenantId tenant, const Context& context);
  Task<SignupHistory> history(pg::Transaction& tx, TenantId tenant, std::string sub, std::string remote);
  Task<std::optional<Signup>> find_pending(pg::Transaction& tx, TenantId tenant, std::string sub);
  Task<std::optional<LockedSignup>> lock(pg::Transaction& tx, SignupId id);
  Task<std::optional<Signup>> find(pg::Transaction& tx, SignupId id);
  /// Where its person can be written to: an address that was verified when they asked. nullopt: there is none.
  Task<std::optional<std::string>> verified_address(pg::Transaction& tx, SignupId id);
  Task<> withdraw(pg::Transaction& tx, SignupId id);
  /// nullopt: nothing of that person is pending there.
  Task<std::optional<Signup>> withdraw_pending(pg::Transaction& tx, TenantId tenant, std::string sub);
  Task<Signup> decide(pg::Transaction& tx, SignupId id, const Decision& decision, std::string by);
  /// For a tenant that is purged. @return how many there were.
  Task<std::int64_t> remove_all(pg::Transaction& tx, TenantId tenant);

 private:
  pg::Database& db_;
};

}  // namespace mvp::tenants
