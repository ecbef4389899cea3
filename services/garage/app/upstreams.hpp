#pragma once
#include "domain/upstream.hpp"
#include "mvp/http/client.hpp"
#include "mvp/oidc/service_token.hpp"

namespace mvp::garage {

/// The control plane, asked with the token of the person on whose behalf it is.
Upstream control_plane_for_people(http::Client& client, std::string base_url);
/// A service asked with this garage's own service token.
Upstream service_for_garage(http::Client& client, oidc::ServiceTokenSource& tokens, std::string base_url);

}  // namespace mvp::garage
