#pragma once
#include "identity_mirror/repository.hpp"
#include "mvp/http/router.hpp"

namespace mvp::tenants {

/// GET /api/v1/identity-mirror: what the identity provider knows of memberships, what waits, what failed and why.
struct IdentityMirrorView {
  IdentityMirrorRepository repository;
  bool is_enabled = false;  ///< false: no Management API is set, so everybody waits
};

void mount(IdentityMirrorView& view, http::Router& router);

}  // namespace mvp::tenants
