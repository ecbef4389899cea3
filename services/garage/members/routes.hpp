#pragma once
#include <functional>

#include "domain/upstream.hpp"
#include "mvp/http/router.hpp"

namespace mvp::garage {

/// Members, invitations, sign-ups of this tenant and who may ask to join: the control plane's, asked with the person's own token.
struct Members {
  ControlPlane control_plane;
  /// Role of a member, a suspended one too; empty for nobody. May be 2 s old.
  std::function<std::string(const std::string& sub)> role_of;
};

void mount(Members& members, http::Router& router);

}  // namespace mvp::garage
