#pragma once
#include "domain/upstream.hpp"
#include "mvp/http/router.hpp"

namespace mvp::garage {

/// The guide's /api/admin/*: the control plane's tenants, sign-ups and audit, for platform admins at the tenant `admin`.
struct TenantManagement {
  ControlPlane control_plane;
};

void mount(TenantManagement& management, http::Router& router);

}  // namespace mvp::garage
