#include "tenant_management/routes.hpp"

#include "domain/access.hpp"

namespace mvp::garage {
namespace {

/// The control plane's address is ours with /api/admin replaced by /api/v1, path and query as they came.
UpstreamCall same_call(const http::Request& request) {
  constexpr std::string_view ours = "/api/admin";
  return call_of(request, "/api/v1" + request.target.substr(ours.size()));
}

Task<http::Response> pass_on(TenantManagement& management, const http::Request& request) {
  return management.control_plane(request, SignIn::of_any_age, same_call(request));
}

Task<http::Response> pass_on_if_recent(TenantManagement& management, const http::Request& request) {
  return management.control_plane(request, SignIn::recent, same_call(request));
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
    {http::Verb::get, "/api/admin/audit", platform_admin, pass_on},
};

}  // namespace

void mount(TenantManagement& management, http::Router& router) { router.mount(management, routes); }

}  // namespace mvp::garage
