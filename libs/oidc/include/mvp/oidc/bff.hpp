#pragma once
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "mvp/core/context.hpp"
#include "mvp/http/router.hpp"
#include "mvp/oidc/provider.hpp"
#include "mvp/redis/client.hpp"

namespace mvp::oidc {

/// A signed-in browser.
struct Session {
  std::string key;  ///< Redis key: SHA-256 of the cookie
  Claims claims;
  std::int64_t created_at_ms = 0;  ///< since 1970
  std::int64_t signed_in_at = 0;   ///< seconds since 1970: when the person proved who they are; 0 if the provider did not say
};

/// What a site does with the provider's logout tokens (OpenID Connect Back-Channel Logout 1.0).
struct BackChannelConfig {
  std::vector<std::string> client_ids{};  ///< whose tokens arrive here; none: the site has no such address
  /// Tells the rest of the platform; a logout counts as done when this returns. @throws Unavailable.
  std::function<Task<>(const Context&, const LogoutNotice&)> pass_on{};
};

struct BffConfig {
  std::string origin;       ///< "http://demo-tenant.motovaultpro.localhost:8080": this site, as the browser sees it
  std::string session_key;  ///< 32 bytes: encrypts tokens in Redis (AES-256-GCM)
  std::string tenant;       ///< slug written into the login transaction, empty on the landing site
  /// True for a session that was ended elsewhere; it ends here then. @throws Unavailable.
  std::function<Task<bool>(const Context&, const Session&)> is_revoked{};
  BackChannelConfig back_channel{};
};

/// Sign-in for a browser that holds no token: RFC 10017 / BCP 212 backend-for-frontend. Routes it brings:
/// GET /auth/login?returnTo=&screen_hint=&login_hint=&max_age=, GET /auth/callback, POST /auth/logout (200
/// {"redirect": url}) and, with a back channel, POST /auth/backchannel-logout.
/// GET /auth/session is the service's own (it knows roles). Sessions live in Redis: idle 30 min, absolute 12 h.
class Bff {
 public:
  Bff(Provider& provider, redis::Client& redis, BffConfig config);
  ~Bff();

  void mount(http::Router& router);

  /// GET /auth/sessions and DELETE /auth/sessions/{session}: people see their sessions at this site and end them, the latter with
  /// a recent sign-in only. For whom `access` lets in; the Bff must outlive the router.
  void mount_own_sessions(http::Router& router, const http::Access& access);

  /// The session of the request's cookie; nullopt without a cookie or for an expired one. Renews the idle time.
  /// @return forbidden (kind "csrf") for a cookie-borne /api or unsafe call that breaks the CSRF rules.
  Task<Result<std::optional<Session>>> authenticate(const http::Request& request);

  /// An access token that is valid for at least 10 s more; refreshed inline, single flight per session.
  /// @return unauthenticated when the provider no longer renews it: the session is gone then.
  Task<Result<std::string>> access_token(const Context& context, const Session& session);

  /// Ends a session without the browser (suspension, back-channel).
  Task<> end(const Context& context, const Session& session);

 private:
  Task<http::Response> end_own(const http::Request& request);

  class Impl;
  std::shared_ptr<Impl> impl_;
};

}  // namespace mvp::oidc
