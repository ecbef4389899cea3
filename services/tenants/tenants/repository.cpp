#include "tenants/repository.hpp"

#include <boost/mp11.hpp>

namespace mvp::tenants {
namespace {

const std::string select =
    "SELECT slug AS id, name, subdomain, status, stack_state AS stack, plan, admin_user_id, settings, version, created_at, "
    "updated_at FROM tenants ";

std::optional<Tenant> first(std::vector<Tenant> rows) {
  if (rows.empty()) return std::nullopt;
  return std::move(rows.front());
}

/// "{provisioning,failed}": the states from which `to` may be reached.
std::string origins_of(TenantStatus to) {
  std::string list;
  boost::mp11::mp_for_each<boost::describe::describe_enumerators<TenantStatus>>([&](auto from) {
    if (may_become(from.value, to)) list += (list.empty() ? "" : ",") + std::string(from.name);
  });
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
      "SELECT id AS uuid, slug, name, status, settings FROM tenants WHERE slug = $1", slug);
  if (rows.empty()) co_return std::nullopt;
  co_return std::move(rows.front());
}

Task<Result<>> TenantRepository::insert(pg::Transaction& tx, TenantId id, const TenantInput& input) {
  const auto taken = [] { return fail(Errc::conflict, "is taken already", "/id"); };
  const auto added = co_await tx.exec(
      "INSERT INTO tenants (id, slug, name, plan, admin_user_id, settings) "
      "SELECT $1::uuid, $2::text, $3, $4, $5, $6::jsonb WHERE NOT EXISTS (SELECT FROM slug_history WHERE slug = $2) "
      "ON CONFLICT (slug) DO NOTHING",
      id, input.id, input.name.value_or(input.id), input.plan.value_or("standard"), input.admin_user_id,
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

Task<Result<>> TenantRepository::set_status(pg::Transaction& tx, TenantId id, TenantStatus to, std::optional<std::string> reason) {
  const auto changed = co_await tx.exec(
      "UPDATE tenants SET status = $2::text, status_reason = $3, version = version + 1, updated_at = now() "
      "WHERE id = $1 AND (status = ANY ($4::text[]) OR status = $2::text)",
      id, to, reason, origins_of(to));
  if (changed == 1) co_return Result<>{};
  co_return fail(Errc::conflict, "This tenant is in no state that allows it.");
}

Task<> TenantRepository::set_stack(const Context& context, TenantId id, StackState state) {
  co_await db_.exec(context,
                    "UPDATE tenants SET stack_state = $2, version = version + 1, updated_at = now() "
                    "WHERE id = $1 AND stack_state <> $2",
                    id, state);
}

}  // namespace mvp::tenants
