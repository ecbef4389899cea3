#pragma once
#include "mails/service.hpp"
#include "mvp/http/router.hpp"

namespace mvp::tenants {

/// /api/v1/mails: what was sent, what waits, what failed and why; what failed can be sent after all.
void mount(Mails& mails, http::Router& router);

}  // namespace mvp::tenants
