#pragma once
#include <optional>

#include "domain/upstream.hpp"
#include "mvp/http/client.hpp"
#include "mvp/oidc/service_token.hpp"

namespace mvp::garage {

/// The answer to a person whose sign-in is not recent; nullopt for one whose is.
using RefuseStale = std::function<Task<std::optional<http::Response>>(const http::Request&)>;

/// The control plane, asked with the token of the person on whose behalf it is. What it gives must outlive the calls.
ControlPlane control_plane_for_people(http::Client& client, std::string base_url, RefuseStale refuse_stale);
/// A service asked with this garage's own service token.
Upstream service_for_garage(http::Client& client, oidc::ServiceTokenSource& tokens, std::string base_url);

}  // namespace mvp::garage
