#include "snapshot/routes.hpp"

#include "domain/access.hpp"
#include "domain/digest.hpp"
#include "domain/plan.hpp"

namespace mvp::tenants {
namespace {

/// Of the plan's limits those of SnapshotLimits.
const std::string limits = limits_sql("t.plan") + " - '{idle_after_s,memory_mb,cpu_percent,processes,disk_mb}'::text[]";

Task<std::optional<TenantSnapshot>> take(pg::Database& db, const Context& context) {
  auto rows = co_await db.query<TenantSnapshot>(
      context,
      "SELECT jsonb_build_object('id', t.slug, 'name', t.name, 'status', t.status, 'settings', t.settings, 'limits', " + limits + ") AS tenant, "
      "coalesce((SELECT jsonb_agg(jsonb_build_object('sub', user_sub, 'email', email, 'name', name, 'role', role, 'state', state) "
      "ORDER BY user_sub) FROM memberships WHERE tenant_id = t.id), '[]') AS members, "
      "coalesce((SELECT jsonb_agg(user_sub ORDER BY user_sub) FROM platform_admins WHERE t.slug = 'admin'), '[]') AS platform_admins, "
      // Others' are none of this garage's business; without a name it could be anybody's.
      "coalesce((SELECT jsonb_agg(jsonb_build_object('sub', r.sub, 'sid', r.sid, 'at_ms', (extract(epoch FROM r.at) * 1000)::bigint) "
      "ORDER BY r.sub, r.sid) FROM revoked_sessions r WHERE r.expires > now() AND (r.sub = '' "
      "OR EXISTS (SELECT FROM memberships m WHERE m.tenant_id = t.id AND m.user_sub = r.sub) "
      "OR (t.slug = 'admin' AND EXISTS (SELECT FROM platform_admins p WHERE p.user_sub = r.sub)))), '[]') AS revoked_sessions "
      "FROM tenants t WHERE t.slug = $1",
      context.tenant);
  if (rows.empty()) co_return std::nullopt;
  co_return std::move(rows.front());
}

Task<http::Response> show(Snapshots& snapshots, const http::Request& request) {
  const auto snapshot = co_await take(snapshots.db, request.context);
  if (!snapshot) co_return http::problem(no_such_tenant(), request.context);
  auto response = http::reply(200, Result<TenantSnapshot>(*snapshot), request.context);
  const auto etag = '"' + sha256_hex(response.body).substr(0, 32) + '"';
  if (request.headers.find("If-None-Match") == etag) response = http::Response{.status = 304, .body = {}, .content_type = {}};
  response.headers.set("ETag", etag);
  response.headers.set("Cache-Control", "no-cache");
  co_return response;
}

constexpr http::Route<Snapshots> routes[] = {{http::Verb::get, "/api/v1/tenants/{tenant}/snapshot", garage_service, show}};

}  // namespace

void mount(Snapshots& snapshots, http::Router& router) { router.mount(snapshots, routes); }

}  // namespace mvp::tenants
