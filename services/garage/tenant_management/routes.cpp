#include "tenant_management/routes.hpp"

#include "domain/access.hpp"
#include "mvp/core/encoding.hpp"

namespace mvp::garage {
namespace {

/// The control plane's address is ours with /api/admin replaced by /api/v1, path and query as they came.
Task<http::Response> pass_on(TenantManagement& management, const http::Request& request) {
  constexpr std::string_view ours = "/api/admin";
  const bool has_body = request.method == http::Verb::post || request.method == http::Verb::put;
  return management.control_plane(request.context, {.method = request.method,
                                                    .path = "/api/v1" + request.target.substr(ours.size()),
                                                    .body = has_body && request.body.empty() ? "{}" : request.body,
                                                    .idempotency_key = std::string(request.headers.find("Idempotency-Key"))});
}

Task<http::Response> pass_on_if_recent(TenantManagement& management, const http::Request& request) {
  auto refusal = co_await management.refuse_stale(request);
  if (refusal) co_return std::move(*refusal);
  co_return co_await pass_on(management, request);
}

constexpr http::Route<TenantManagement> routes[] = {
    {http::Verb::get, "/api/admin/tenants", platform_admin, pass_on},
    {http::Verb::post, "/api/admin/tenants", platform_admin, pass_on},
    {http::Verb::post, "/api/admin/tenants/{tenant}/suspend", platform_admin, pass_on_if_recent},
    {http::Verb::post, "/api/admin/tenants/{tenant}/resume", platform_admin, pass_on},
    {http::Verb::get, "/api/admin/tenants/{tenant}/signups", platform_admin, pass_on},
    {http::Verb::get, "/api/admin/signups", platform_admin, pass_on},
    {http::Verb::put, "/api/admin/signups/{signup}/approve", platform_admin, pass_on},
    {http::Verb::put, "/api/admin/signups/{signup}/reject", platform_admin, pass_on},
    {http::Verb::get, "/api/admin/operations/{operation}", platform_admin, pass_on},
};

}  // namespace

void mount(TenantManagement& management, http::Router& router) { router.mount(management, routes); }

}  // namespace mvp::garage
