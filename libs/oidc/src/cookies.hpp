#pragma once
#include <string>
#include <string_view>

namespace mvp::oidc {

/// The __Host-Http- prefix: only set by a server, over a secure origin, for this host and no sibling.
constexpr std::string_view session_cookie = "__Host-Http-mvp_sid";
constexpr std::string_view login_cookie = "__Host-Http-mvp_tx";

inline std::string set_cookie(std::string_view name, std::string_view value, std::string_view attributes) {
  return std::string(name).append("=").append(value).append("; Path=/; Secure; HttpOnly; ").append(attributes);
}
inline std::string clear_cookie(std::string_view name, std::string_view attributes) {
  return set_cookie(name, "", std::string(attributes) + "; Max-Age=0");
}

/// Lax: the provider's redirect back must carry it.
constexpr std::string_view login_attributes = "SameSite=Lax";
constexpr std::string_view session_attributes = "SameSite=Strict";

}  // namespace mvp::oidc
