#pragma once
#include "jwt.hpp"
#include "mvp/oidc/provider.hpp"

namespace mvp::oidc {

/// Verifies a logout token: typ `logout+jwt`, one of `client_ids` as audience, issued within the last five minutes, with
/// `jti`, the logout event and `sub` or `sid`, without `nonce`. That its `jti` is new is for the caller to see.
/// Source: OpenID Connect Back-Channel Logout 1.0, sections 2.4 and 2.6.
std::expected<LogoutNotice, Flaw> verify_logout(const Jwt& token, const PublicKey& key, const std::string& issuer,
                                                const std::vector<std::string>& client_ids, std::int64_t now_s);

}  // namespace mvp::oidc
