#pragma once
#include "mvp/http/message.hpp"
#include "mvp/oidc/bff.hpp"
#include "session_store.hpp"

namespace mvp::oidc {

/// From "sign in" to a session: authorization code flow with PKCE, state, nonce and iss check.
/// Source: RFC 9700, OpenID Connect Core 1.0 section 3.1, RFC 9207.
class Login {
 public:
  Login(Provider& provider, SessionStore& store, const BffConfig& config)
      : provider_(provider), store_(store), config_(config) {}

  /// 303 to the provider, or to /?auth_error=unavailable.
  Task<http::Response> begin(const http::Request& request);
  /// 303 to where the user wanted to go, or to /?auth_error=CODE: denied, expired, state_mismatch, provider_error,
  /// unavailable. Never back to the provider, so it cannot loop.
  Task<http::Response> finish(const http::Request& request);

 private:
  Task<std::string> authorization_url(const Context& context, const LoginTransaction& login,
                                      const http::Request& request);
  Task<std::expected<LoginTransaction, std::string>> transaction_of(const http::Request& request);
  Task<std::expected<StoredSession, std::string>> session_for(const Context& context, const LoginTransaction& login,
                                                              std::string code);
  Task<std::expected<http::Response, std::string>> sign_in(const http::Request& request);
  std::string redirect_uri() const { return config_.origin + "/auth/callback"; }

  Provider& provider_;
  SessionStore& store_;
  const BffConfig& config_;
};

/// 303 that no cache keeps.
http::Response see_other(std::string location);

}  // namespace mvp::oidc
