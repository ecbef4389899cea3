#include "audit/routes.hpp"

#include <limits>

#include "domain/access.hpp"

namespace mvp::tenants {
namespace {

Task<http::Response> list(Audit& audit, const http::Request& request) {
  const auto page = PageRequest::of(request);
  if (!page) co_return http::problem(page.error(), request.context);
  std::optional<std::int64_t> before;
  if (page->cursor) {
    const auto id = request.number("cursor", 1, std::numeric_limits<std::int64_t>::max(), 1);
    if (!id) co_return http::problem(id.error(), request.context);
    before = *id;
  }
  co_return http::reply(200, Result<Page<AuditEntry>>(co_await audit.list(request.context, page->limit, before)), request.context);
}

constexpr http::Route<Audit> routes[] = {{http::Verb::get, "/api/v1/tenants/{tenant}/audit", tenant_admin, list}};

}  // namespace

Task<Page<AuditEntry>> Audit::list(const Context& context, std::int64_t limit, std::optional<std::int64_t> before) {
  auto rows = co_await db_.query<AuditEntry>(
      context,
      "SELECT id, at, actor, action, target, before, after, remote FROM audit_log "
      "WHERE tenant = $1 AND ($2::bigint IS NULL OR id < $2) ORDER BY id DESC LIMIT $3::bigint",
      context.tenant, before, limit + 1);
  co_return page_of(std::move(rows), limit, [](const AuditEntry& last) { return std::to_string(last.id); });
}

void mount(Audit& audit, http::Router& router) { router.mount(audit, routes); }

}  // namespace mvp::tenants
