#pragma once
#include "mvp/http/router.hpp"
#include "mvp/oidc/bff.hpp"

namespace mvp::landing {

/// Who visits: a bearer token where there is one, else the session cookie, else a stranger. The principal's credential
/// is an access token the control plane accepts. @throws Unavailable.
class Visitor {
 public:
  Visitor(oidc::Provider& provider, oidc::Bff& bff) : provider_(provider), bff_(bff) {}

  /// @return unauthenticated for a wrong token or an ended session, forbidden (kind "csrf") for a forged call.
  Task<Result<>> authenticate(http::Request& request);

 private:
  oidc::Provider& provider_;
  oidc::Bff& bff_;
};

}  // namespace mvp::landing
