#pragma once
#include "domain/upstream.hpp"
#include "mvp/http/router.hpp"

namespace mvp::garage {

/// Members and sign-ups of this tenant: the control plane's, asked with the person's own token.
struct Members {
  Upstream control_plane;
};

void mount(Members& members, http::Router& router);

}  // namespace mvp::garage
