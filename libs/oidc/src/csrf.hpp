#pragma once
#include <optional>
#include <string_view>

#include "mvp/core/result.hpp"
#include "mvp/http/message.hpp"

namespace mvp::oidc {

/// The rules for a request that carries a cookie: `X-MVP-CSRF: 1` on every /api call (a custom header makes other
/// origins preflight, and there is no CORS), Sec-Fetch-Site `same-origin` where the browser sends it, and on unsafe
/// methods an `Origin` equal to ours. @return forbidden, kind "csrf". Source: OWASP CSRF Prevention Cheat Sheet.
std::optional<Error> refuse_forged(const http::Request& request, std::string_view origin);

/// True for a path on this site that a browser cannot read as another site's: `^/(?![/\\])`, printable ASCII.
bool is_local_path(std::string_view path);

}  // namespace mvp::oidc
