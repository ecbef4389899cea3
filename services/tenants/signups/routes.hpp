#pragma once
#include "mvp/http/router.hpp"
#include "signups/service.hpp"

namespace mvp::tenants {

/// /api/v1/tenants/{tenant}/signups and /api/v1/signups
void mount(Signups& signups, http::Router& router);

}  // namespace mvp::tenants
