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
  /// @return conflict where this kind of operation leads to no such status from the present one.
  Task<Result<>> set_status(pg::Transaction& tx, TenantId id, OperationKind by, TenantStatus to, std::optional<std::string> reason);
  Task<> set_stack(const Context& context, TenantId id, StackState state);
  Task<> set_plan(pg::Transaction& tx, TenantId id, std::string plan);
  /// Archived from now on, to be purged from then on; nullopt: not archived.
  Task<> keep_until(pg::Transaction& tx, TenantId id, std::optional<Instant> purge_after);
  /// Of a purged tenant only its slug and its history stay.
  Task<> forget(pg::Transaction& tx, TenantId id);
  /// Tenants that take room on the machine: all but purged and failed ones.
  Task<std::int64_t> count(pg::Transaction& tx);

  /// Takes a name beside the present one. @return conflict for one that is or was another tenant's.
  Task<Result<>> reserve_slug(pg::Transaction& tx, TenantId id, std::string slug);
  /// Makes a reserved name the tenant's; the one it had stays reserved.
  Task<> switch_slug(pg::Transaction& tx, TenantId id, std::string to);
  /// Gives a name back that was reserved since then; one that the tenant had before stays reserved, and so does one
  /// under which anything was done: whoever took it would read that in their audit.
  Task<> release_slug(pg::Transaction& tx, TenantId id, std::string slug, Instant since);

 private:
  pg::Database& db_;
};

}  // namespace mvp::tenants
