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

/// The only file pair that writes the tenant_signups table.
class SignupRepository {
 public:
  explicit SignupRepository(pg::Database& db) : db_(db) {}

  /// Newest first; of one tenant, with one status, where given.
  Task<Page<Signup>> list(const Context& context, PageRequest page, std::optional<std::string> tenant, std::optional<SignupStatus> status);
  Task<std::vector<Signup>> of_person(const Context& context, std::string sub);
  /// Turns what nobody decided in time into `expired`. @return how many.
  Task<std::int64_t> expire_overdue(const Context& context);

  /// nullopt: that person's request is pending already.
  Task<std::optional<Signup>> insert(pg::Transaction& tx, TenantId tenant, const Principal& person);
  Task<std::optional<Signup>> find_pending(pg::Transaction& tx, TenantId tenant, std::string sub);
  Task<std::optional<LockedSignup>> lock(pg::Transaction& tx, SignupId id);
  Task<std::optional<Signup>> find(pg::Transaction& tx, SignupId id);
  Task<Signup> decide(pg::Transaction& tx, SignupId id, const Decision& decision, std::string by);

 private:
  pg::Database& db_;
};

}  // namespace mvp::tenants
