#pragma once
#include "invitations/service.hpp"
#include "mvp/http/router.hpp"

namespace mvp::tenants {

/// /api/v1/tenants/{tenant}/invitations and /api/v1/invitations/{look-up,accept}
void mount(Invitations& invitations, http::Router& router);

}  // namespace mvp::tenants
