#pragma once
#include "mvp/http/router.hpp"

namespace mvp::landing::session {

/// GET /auth/session: who is signed in, for the single-page app. Needs nothing but the request's principal.
struct Feature {};

void mount(Feature& feature, http::Router& router);

}  // namespace mvp::landing::session
