#include "tenants/repository.hpp"

#include <algorithm>

#include "domain/operation_shape.hpp"

namespace mvp::tenants {
namespace {

const std::string select = "SELECT slug AS id, name, subdomain, status, stack_state AS stack, plan, " + limits_sql("plan") +
                           " AS limits, admin_user_id, settings, version, created_at, updated_at, archived_at, purge_after FROM tenants ";

struct Count {
  std::int64_t count = 0;
};
BOOST_DESCRIBE_STRUCT(Count, (), (count))

Failure taken() { return fail(Errc::conflict, "is taken already", "/id"); }

std::optional<Tenant> first(std::vector<Tenant> rows) {
  if (rows.empty()) return std::nullopt;
  return std::move(rows.front());
}

/// "{suspended,archived}": the states from which that kind of operation leads to `to`.
std::string origins_of(OperationKind by, TenantStatus to) {
  std::string list;
  for (const auto& change : shape_of(by).transitions)
    if (change.to == to) list += (list.empty() ? "" : ",") + std::string(boost::describe::enum_to_string(change.from, "?"));
  return "{" + list + "}";
}

}  // namespace

Task<std::optional<Tenant>> TenantRepository::find(const Context& context, std::string slug) {
  co_return first(co_await db_.query<Tenant>(context, select + "WHERE slug = $1", slug));
}

Task<std::optional<Tenant>> TenantRepository::lock(pg::Transaction& tx, std::string slug) {
  co_return first(co_await tx.query<Tenant>(select + "WHERE slug = $1 FOR UPDATE", slug));
}

Task<Page<Tenant>> TenantRepository::list(const Context& context, PageRequest page, std::optional<TenantStatus> status,
                                          std::optional<std::string> q) {
  auto rows = co_await db_.query<Tenant>(
      context,
      select + "WHERE slug > coalesce($1::text, '') AND ($2::text IS NULL OR status = $2) "
               "AND ($3::text IS NULL OR position(lower($3) in lower(slug || ' ' || name)) > 0) ORDER BY slug LIMIT $4::bigint",
      page.cursor, status, q, page.limit + 1);
  co_return page_of(std::move(rows), page.limit, [](const Tenant& last) { return last.id; });
}

Task<std::optional<TenantFacts>> TenantRepository::facts(pg::Transaction& tx, std::string slug) {
  auto rows = co_await tx.query<TenantFacts>(
      "SELECT id AS uuid, slug, name, plan, status, settings FROM tenants WHERE slug = $1", slug);
  if (rows.empty()) co_return std::nullopt;
  co_return std::move(rows.front());
}

Task<Result<>> TenantRepository::insert(pg::Transaction& tx, TenantId id, const TenantInput& input) {
  const auto added = co_await tx.exec(
      "INSERT INTO tenants (id, slug, name, plan, admin_user_id, settings) "
      "SELECT $1::uuid, $2::text, $3, $4, $5, $6::jsonb WHERE NOT EXISTS (SELECT FROM slug_history WHERE slug = $2) "
      "ON CONFLICT (slug) DO NOTHING",
      id, input.id, input.name.value_or(input.id), input.plan.value_or(std::string(default_plan)), input.admin_user_id,
      input.settings.value_or(json::Object{}));
  if (added == 0) co_return taken();
  const auto noted =
      co_await tx.exec("INSERT INTO slug_history (slug, tenant_id) VALUES ($1, $2) ON CONFLICT (slug) DO NOTHING", input.id, id);
  if (noted == 0) co_return taken();
  co_return Result<>{};
}

Task<Result<Tenant>> TenantRepository::update(pg::Transaction& tx, std::string slug, std::int64_t version, const TenantEdit& edit) {
  const auto changed = co_await tx.exec(
      "UPDATE tenants SET name = coalesce($3, name), settings = coalesce($4::jsonb, settings), version = version + 1, "
      "updated_at = now() WHERE slug = $1 AND version = $2",
      slug, version, edit.name, edit.settings);
  if (changed == 0) co_return fail(Errc::precondition_failed, "Someone has changed this tenant since you read it. Read it again.");
  co_return *first(co_await tx.query<Tenant>(select + "WHERE slug = $1", slug));
}

Task<Result<>> TenantRepository::set_status(pg::Transaction& tx, TenantId id, OperationKind by, TenantStatus to, std::optional<std::string> reason) {
  const auto changed = co_await tx.exec(
      "UPDATE tenants SET status = $2::text, status_reason = $3, version = version + 1, updated_at = now() "
      "WHERE id = $1 AND (status = ANY ($4::text[]) OR status = $2::text)",
      id, to, reason, origins_of(by, to));
  if (changed == 1) co_return Result<>{};
  co_return fail(Errc::conflict, "This tenant is in no state that allows it.");
}

Task<> TenantRepository::set_stack(const Context& context, TenantId id, StackState state) {
  co_await db_.exec(context,
                    "UPDATE tenants SET stack_state = $2, version = version + 1, updated_at = now() "
                    "WHERE id = $1 AND stack_state <> $2",
                    id, state);
}

Task<> TenantRepository::set_plan(pg::Transaction& tx, TenantId id, std::string plan) {
  co_await tx.exec("UPDATE tenants SET plan = $2, version = version + 1, updated_at = now() WHERE id = $1 AND plan <> $2", id, plan);
}

Task<> TenantRepository::keep_until(pg::Transaction& tx, TenantId id, std::optional<Instant> purge_after) {
  co_await tx.exec(
      "UPDATE tenants SET purge_after = $2::timestamptz, archived_at = CASE WHEN $2::timestamptz IS NOT NULL THEN now() END WHERE id = $1", id,
      purge_after);
}

Task<> TenantRepository::forget(pg::Transaction& tx, TenantId id) {
  co_await tx.exec(
      "UPDATE tenants SET name = slug, admin_user_id = NULL, settings = '{}', status_reason = NULL, stack_state = 'absent', archived_at = NULL, "
      "purge_after = NULL WHERE id = $1",
      id);
}

Task<std::int64_t> TenantRepository::count(pg::Transaction& tx) {
  co_return (co_await tx.query<Count>("SELECT count(*) AS count FROM tenants WHERE status NOT IN ('purged', 'failed')")).front().count;
}

Task<Result<>> TenantRepository::reserve_slug(pg::Transaction& tx, TenantId id, std::string slug) {
  const auto reserved = co_await tx.exec(
      "INSERT INTO slug_history AS h (slug, tenant_id) VALUES ($1, $2) ON CONFLICT (slug) DO UPDATE SET until = NULL WHERE h.tenant_id = $2", slug, id);
  if (reserved == 0) co_return fail(Errc::conflict, "is taken already", "/to");
  co_return Result<>{};
}

Task<> TenantRepository::switch_slug(pg::Transaction& tx, TenantId id, std::string to) {
  co_await tx.exec("UPDATE slug_history SET until = CASE WHEN slug = $2 THEN NULL ELSE coalesce(until, now()) END WHERE tenant_id = $1", id, to);
  co_await tx.exec("UPDATE tenants SET slug = $2, version = version + 1, updated_at = now() WHERE id = $1 AND slug <> $2", id, to);
}

Task<> TenantRepository::release_slug(pg::Transaction& tx, TenantId id, std::string slug, Instant since) {
  co_await tx.exec("DELETE FROM slug_history WHERE slug = $1 AND tenant_id = $2 AND since >= $3::timestamptz "
                   "AND NOT EXISTS (SELECT FROM audit_log WHERE tenant = $1)",
                   slug, id, since);
}

}  // namespace mvp::tenants
