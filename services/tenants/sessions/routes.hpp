#pragma once
#include "mvp/http/router.hpp"
#include "sessions/repository.hpp"

namespace mvp::tenants {

/// POST /api/v1/revoked-sessions: the landing service, which the identity provider tells, tells us.
struct Sessions {
  RevokedSessionRepository revoked;
};

void mount(Sessions& sessions, http::Router& router);

}  // namespace mvp::tenants
