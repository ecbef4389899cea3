#pragma once
#include "domain/upstream.hpp"
#include "mvp/http/router.hpp"

namespace mvp::garage {

/// The guide's /api/admin/*: the control plane's tenants and sign-ups, for platform admins at the tenant `admin`.
struct TenantManagement {
  Upstream control_plane;
  /// The answer to a person whose sign-in is not recent enough for acts that close a garage; nullopt lets them.
  std::function<Task<std::optional<http::Response>>(const http::Request&)> refuse_stale;
};

void mount(TenantManagement& management, http::Router& router);

}  // namespace mvp::garage
