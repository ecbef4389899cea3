#include "audit/routes.hpp"

#include <limits>

#include "domain/access.hpp"

namespace mvp::tenants {
namespace {

const std::string select = "SELECT id, at, tenant, actor, action, target, before, after, remote FROM audit_log ";

/// Every name the tenant has or had: what was done under an earlier one is its own, too.
const std::string names = "(SELECT slug FROM slug_history WHERE tenant_id = (SELECT id FROM tenants WHERE slug = $1))";

Page<AuditEntry> page_of_entries(std::vector<AuditEntry> rows, std::int64_t limit) {
  return page_of(std::move(rows), limit, [](const AuditEntry& last) { return std::to_string(last.id); });
}

using Entries = Task<Page<AuditEntry>> (Audit::*)(const Context&, std::int64_t limit, std::optional<std::int64_t> before);

template <Entries entries>
Task<http::Response> list(Audit& audit, const http::Request& request) {
  const auto page = PageRequest::of(request);
  if (!page) co_return http::problem(page.error(), request.context);
  std::optional<std::int64_t> before;
  if (page->cursor) {
    const auto id = request.number("cursor", 1, std::numeric_limits<std::int64_t>::max(), 1);
    if (!id) co_return http::problem(id.error(), request.context);
    before = *id;
  }
  co_return http::reply(200, Result<Page<AuditEntry>>(co_await (audit.*entries)(request.context, page->limit, before)), request.context);
}

constexpr http::Route<Audit> routes[] = {
    {http::Verb::get, "/api/v1/audit", platform_admin, list<&Audit::list_all>},
    {http::Verb::get, "/api/v1/tenants/{tenant}/audit", tenant_admin, list<&Audit::list>},
};

}  // namespace

Task<Page<AuditEntry>> Audit::list(const Context& context, std::int64_t limit, std::optional<std::int64_t> before) {
  co_return page_of_entries(
      co_await db_.query<AuditEntry>(context, select + "WHERE tenant IN " + names + " AND ($2::bigint IS NULL OR id < $2) ORDER BY id DESC LIMIT $3::bigint",
                                     context.tenant, before, limit + 1),
      limit);
}

Task<Page<AuditEntry>> Audit::list_all(const Context& context, std::int64_t limit, std::optional<std::int64_t> before) {
  co_return page_of_entries(
      co_await db_.query<AuditEntry>(context, select + "WHERE $1::bigint IS NULL OR id < $1 ORDER BY id DESC LIMIT $2::bigint", before, limit + 1),
      limit);
}

void mount(Audit& audit, http::Router& router) { router.mount(audit, routes); }

}  // namespace mvp::tenants
