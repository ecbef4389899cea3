#pragma once
#include "domain/page.hpp"
#include "domain/person.hpp"
#include "mvp/pg/database.hpp"
#include "tenants/tenant.hpp"

namespace mvp::tenants {

/// The only file pair that writes the tenants and slug_history tables.
class TenantRepository {
 public:
  explicit TenantRepository(pg::Database& db) : db_(db) {}

  Task<std::optional<Tenant>> find(const Context& context, std::string slug);
  /// By slug; those with the status and with `q` in slug or name, where given.
  Task<Page<Tenant>> list(const Context& context, PageRequest page, std::optional<TenantStatus> status, std::optional<std::string> q);

  Task<std::optional<TenantFacts>> facts(pg::Transaction& tx, std::string slug);
  Task<std::optional<Tenant>> lock(pg::Transaction& tx, std::string slug);
  /// @return conflict for a slug that is or was in use.
  Task<Result<>> insert(pg::Transaction& tx, TenantId id, const TenantInput& input);
  /// @return precondition_failed unless `version` is the current one.
  Task<Result<Tenant>> update(pg::Transaction& tx, std::string slug, std::int64_t version, const TenantEdit& edit);
  /// @return conflict where the tenant's life has no such step.
  Task<Result<>> set_status(pg::Transaction& tx, TenantId id, TenantStatus to, std::optional<std::string> reason);
  Task<> set_stack(const Context& context, TenantId id, StackState state);

 private:
  pg::Database& db_;
};

}  // namespace mvp::tenants
