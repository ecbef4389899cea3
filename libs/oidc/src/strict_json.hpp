#pragma once
#include <optional>
#include <string_view>

#include "mvp/json/codec.hpp"

namespace mvp::oidc {

/// A JSON object in which no object names a key twice, nullopt for anything else. Two readers of one token must not see
/// two different claims. Source: RFC 7519 section 4, RFC 8725 section 2.4.
std::optional<json::Object> parse_strict_object(std::string_view text);

}  // namespace mvp::oidc
