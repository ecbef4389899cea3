#include "mvp/oidc/bff.hpp"

#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <stdexcept>

#include "backchannel_logout.hpp"
#include "cookies.hpp"
#include "csrf.hpp"
#include "login.hpp"
#include "mvp/core/encoding.hpp"
#include "mvp/http/problem.hpp"
#include "mvp/log/log.hpp"
#include "mvp/oidc/step_up.hpp"
#include "own_sessions.hpp"
#include "refresh_token.hpp"
#include "token_verifier.hpp"

namespace mvp::oidc {
namespace {

constexpr std::int64_t least_left_s = 10;

Failure ended() { return fail(Errc::unauthenticated, "The session has ended. Sign in again."); }

}  // namespace

class Bff::Impl {
 public:
  Impl(Provider& provider, redis::Client& redis, BffConfig config)
      : provider_(provider),
        config_(std::move(config)),
        store_(redis, config_.session_key),
        login_(provider_, store_, config_),
        back_channel_(provider_, store_, config_.back_channel),
        own_sessions_(provider_, store_) {
    if (config_.session_key.size() != 32) throw std::invalid_argument("the session key must have 32 bytes");
  }

  Task<Result<std::optional<Session>>> authenticate(const http::Request& request);
  Task<Result<std::string>> access_token(const Context& context, std::string key);
  Task<http::Response> log_out(const http::Request& request);
  Login& login() { return login_; }
  BackChannelLogout& back_channel() { return back_channel_; }
  bool has_back_channel() const { return !config_.back_channel.client_ids.empty(); }
  OwnSessions& own_sessions() { return own_sessions_; }
  Provider& provider() { return provider_; }
  SessionStore& store() { return store_; }

 private:
  Task<Result<std::string>> renew_locked(const Context& context, std::string key);
  Task<std::string> end_session_url(const Context& context, std::string id_token);

  Provider& provider_;
  const BffConfig config_;
  SessionStore store_;
  Login login_;
  BackChannelLogout back_channel_;
  OwnSessions own_sessions_;
};

Task<Result<std::optional<Session>>> Bff::Impl::authenticate(const http::Request& request) {
  const auto cookie = request.cookie(session_cookie);
  if (!cookie) co_return std::nullopt;
  if (auto forged = refuse_forged(request, config_.origin)) co_return Failure(std::move(*forged));
  auto key = SessionStore::key_of(*cookie);
  auto stored = co_await store_.read(request.context, key);
  if (!stored || stored->tenant != config_.tenant) co_return std::nullopt;
  Claims claims{.subject = std::move(stored->sub),
                .email = std::move(stored->email),
                .name = std::move(stored->name),
                .email_verified = stored->email_verified,
                .sid = std::move(stored->sid),
                .expires_at = stored->ends_at};
  Session session{.key = std::move(key),
                  .claims = std::move(claims),
                  .created_at_ms = stored->created_at_ms,
                  .signed_in_at = stored->signed_in_at};
  const bool is_revoked = config_.is_revoked && co_await config_.is_revoked(request.context, session);
  if (!is_revoked) co_return session;
  co_await store_.erase(request.context, session.key);
  log::write(log::Level::info, request.context, "session ended by the provider");
  co_return std::nullopt;
}

Task<Result<std::string>> Bff::Impl::access_token(const Context& context, std::string key) {
  const auto holder = to_hex(random_bytes(8));
  boost::asio::steady_timer pause(co_await boost::asio::this_coro::executor);
  for (;;) {
    auto stored = co_await store_.read(context, key);
    if (!stored) co_return ended();
    if (stored->access_expires_at - now_in_seconds() > least_left_s) co_return std::move(stored->access_token);
    if (co_await store_.lock(context, key, holder)) break;
    if (std::chrono::steady_clock::now() >= context.deadline)
      throw Unavailable("another request renews the token for too long");
    pause.expires_after(std::chrono::milliseconds(20));
    co_await pause.async_wait(boost::asio::use_awaitable);
  }
  // Shorter than the lock, whatever the request's deadline: a rotated token must not get lost on the way.
  Context own = context;
  own.deadline = std::chrono::steady_clock::now() + std::chrono::seconds(10);
  std::exception_ptr failure;
  Result<std::string> token = ended();
  try {
    token = co_await renew_locked(own, key);
  } catch (...) {
    failure = std::current_exception();
  }
  co_await store_.unlock(own, key, holder);
  if (failure) std::rethrow_exception(failure);
  co_return token;
}

/// Looks again first: whoever held the lock before us may have renewed it.
Task<Result<std::string>> Bff::Impl::renew_locked(const Context& context, std::string key) {
  auto stored = co_await store_.read(context, key);
  if (!stored) co_return ended();
  if (stored->access_expires_at - now_in_seconds() > least_left_s) co_return std::move(stored->access_token);
  Result<TokenSet> tokens = ended();
  if (!stored->refresh_token.empty()) tokens = co_await provider_.refresh(context, stored->refresh_token);
  if (!tokens) {
    co_await store_.erase(context, key);
    log::write(log::Level::info, context, "session not renewed by the provider");
    co_return ended();
  }
  stored->access_token = tokens->access_token;
  stored->access_expires_at = tokens->access_expires_at;
  if (!tokens->refresh_token.empty()) stored->refresh_token = tokens->refresh_token;
  if (!tokens->id_token.empty()) stored->id_token = tokens->id_token;
  const auto refresh_token = stored->refresh_token;
  if (co_await store_.replace(context, key, std::move(*stored))) co_return std::move(tokens->access_token);
  co_await revoke_refresh_token(provider_, context, refresh_token);  // signed out while we asked
  co_return ended();
}

/// Where the browser ends the provider's own session; "/" if it has no such place or is away.
Task<std::string> Bff::Impl::end_session_url(const Context& context, std::string id_token) {
  std::string url;
  try {
    url = co_await provider_.end_session_endpoint(context);
  } catch (const Unavailable& e) {
    log::write(log::Level::warn, context, "provider's session not ended", {{"what", e.what()}});
  }
  if (url.empty()) co_return "/";
  url += url.find('?') == std::string::npos ? '?' : '&';
  url += "client_id=" + percent_encode(provider_.config().client_id);
  if (!id_token.empty()) url += "&id_token_hint=" + id_token;
  co_return url + "&post_logout_redirect_uri=" + percent_encode(config_.origin + "/");
}

Task<http::Response> Bff::Impl::log_out(const http::Request& request) {
  const auto& context = request.context;
  const auto cookie = request.cookie(session_cookie);
  std::string redirect = "/";
  if (cookie) {
    if (const auto forged = refuse_forged(request, config_.origin)) co_return http::problem(*forged, context);
    const auto key = SessionStore::key_of(*cookie);
    auto stored = co_await store_.read(context, key);
    if (stored && stored->tenant == config_.tenant) {
      co_await store_.erase(context, key);
      co_await revoke_refresh_token(provider_, context, stored->refresh_token);
      redirect = co_await end_session_url(context, stored->id_token);
    }
  }
  http::Response response{.status = 200, .body = json::serialize(json::Object{{"redirect", redirect}})};
  response.headers.set("Cache-Control", "no-store");
  response.headers.add("Set-Cookie", clear_cookie(session_cookie, session_attributes));
  co_return response;
}

Bff::Bff(Provider& provider, redis::Client& redis, BffConfig config)
    : impl_(std::make_shared<Impl>(provider, redis, std::move(config))) {}
Bff::~Bff() = default;

void Bff::mount(http::Router& router) {
  using http::Request;
  router.add({http::Verb::get, "/auth/login", &http::anyone,
              [impl = impl_](const Request& request) { return impl->login().begin(request); }});
  router.add({http::Verb::get, "/auth/callback", &http::anyone,
              [impl = impl_](const Request& request) { return impl->login().finish(request); }});
  router.add({http::Verb::post, "/auth/logout", &http::anyone,
              [impl = impl_](const Request& request) { return impl->log_out(request); }});
  if (impl_->has_back_channel())
    router.add({http::Verb::post, "/auth/backchannel-logout", &http::anyone,
                [impl = impl_](const Request& request) { return impl->back_channel().receive(request); }});
}

void Bff::mount_own_sessions(http::Router& router, const http::Access& access) {
  using http::Request;
  router.add({http::Verb::get, "/auth/sessions", &access,
              [impl = impl_](const Request& request) { return impl->own_sessions().list(request); }});
  router.add({http::Verb::delete_, "/auth/sessions/{session}", &access, [this](const Request& request) { return end_own(request); }});
}

Task<http::Response> Bff::end_own(const http::Request& request) {
  auto refusal = co_await refuse_stale_sign_in(impl_->provider(), *this, request, recent_sign_in);
  if (refusal) co_return std::move(*refusal);
  co_return co_await impl_->own_sessions().end(request);
}

Task<Result<std::optional<Session>>> Bff::authenticate(const http::Request& request) {
  return impl_->authenticate(request);
}

Task<Result<std::string>> Bff::access_token(const Context& context, const Session& session) {
  return impl_->access_token(context, session.key);
}

Task<> Bff::end(const Context& context, const Session& session) { return impl_->store().erase(context, session.key); }

}  // namespace mvp::oidc
