#pragma once
#include "mvp/http/message.hpp"
#include "mvp/oidc/bff.hpp"
#include "session_store.hpp"

namespace mvp::oidc {

/// The provider tells us that a person signed out there. Source: OpenID Connect Back-Channel Logout 1.0, section 2.5.
class BackChannelLogout {
 public:
  BackChannelLogout(Provider& provider, SessionStore& store, const BackChannelConfig& config)
      : provider_(provider), store_(store), config_(config) {}

  /// 200 when the sessions are ended here and the platform knows; 400 without a reason for a token that is not valid or
  /// was here before. @throws Unavailable: the token may come again.
  Task<http::Response> receive(const http::Request& request);

 private:
  Task<bool> end_sessions(const Context& context, std::string form);

  Provider& provider_;
  SessionStore& store_;
  const BackChannelConfig& config_;
};

}  // namespace mvp::oidc
