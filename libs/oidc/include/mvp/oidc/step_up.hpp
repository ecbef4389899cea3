#pragma once
#include <chrono>
#include <optional>

#include "mvp/http/message.hpp"
#include "mvp/oidc/bff.hpp"
#include "mvp/oidc/provider.hpp"

namespace mvp::oidc {

/// What counts as recent before an act that does harm.
inline constexpr std::chrono::minutes recent_sign_in{10};

/// For acts that a borrowed browser must not do: nullopt if the person has proved who they are within `at_most`, by the
/// session's sign-in or by `auth_time` of a bearer token; otherwise 401 with code `reauthentication_required` and the
/// `login_url` where they do. Only for requests that the authenticator has let in. Source: RFC 9470.
Task<std::optional<http::Response>> refuse_stale_sign_in(Provider& provider, Bff& bff, const http::Request& request,
                                                         std::chrono::seconds at_most);

}  // namespace mvp::oidc
