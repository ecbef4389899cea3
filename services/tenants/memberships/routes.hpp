#pragma once
#include "memberships/service.hpp"
#include "mvp/http/router.hpp"

namespace mvp::tenants {

/// /api/v1/tenants/{tenant}/members
void mount(Memberships& memberships, http::Router& router);

}  // namespace mvp::tenants
