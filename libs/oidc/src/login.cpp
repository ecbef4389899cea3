#include "login.hpp"

#include "cookies.hpp"
#include "crypto.hpp"
#include "csrf.hpp"
#include "jwt.hpp"
#include "mvp/core/encoding.hpp"
#include "mvp/log/log.hpp"
#include "mvp/metrics/metrics.hpp"
#include "token_verifier.hpp"

namespace mvp::oidc {
namespace {

using Code = std::unexpected<std::string>;

std::string random_text() { return to_base64url(random_bytes(32)); }

/// Hints are the visitor's own text: only what the provider's page can use passes.
std::string hints_of(const http::Request& request) {
  std::string out;
  const auto screen = request.arg("screen_hint").value_or("");
  if (screen == "signup" || screen == "login") out += "&screen_hint=" + screen;
  const auto login = request.arg("login_hint").value_or("");
  if (!login.empty() && login.size() <= 254) out += "&login_hint=" + percent_encode(login);
  return out;
}

constexpr std::int64_t max_age_limit_s = 24 * 60 * 60;
constexpr std::int64_t skew_s = 30;
constexpr std::size_t longest_browser = 300;

/// How old the sign-in at the provider may be; nullopt if the visitor does not say. What cannot be read means zero: a
/// typo asks for too much rather than for nothing.
std::optional<std::int64_t> max_age_of(const http::Request& request) {
  if (!request.arg("max_age")) return std::nullopt;
  return request.number("max_age", 0, max_age_limit_s, 0).value_or(0);
}

/// With 0 some providers still take a sign-in of this very second: prompt=login leaves no doubt.
std::string max_age_hint(std::optional<std::int64_t> max_age_s) {
  if (!max_age_s) return {};
  return "&max_age=" + std::to_string(*max_age_s) + (*max_age_s == 0 ? "&prompt=login" : "");
}

http::Response give_up(const Context& context, const std::string& code) {
  log::write(log::Level::info, context, "sign-in failed", {{"code", code}});
  metrics::count("sign_ins_total", "Sign-ins by outcome.", {{"outcome", code}});
  auto response = see_other("/?auth_error=" + code);
  response.headers.add("Set-Cookie", clear_cookie(login_cookie, login_attributes));
  return response;
}

}  // namespace

http::Response see_other(std::string location) {
  http::Response response{.status = 303, .body = {}, .content_type = {}};
  response.headers.set("Location", std::move(location));
  response.headers.set("Cache-Control", "no-store");
  return response;
}

Task<std::string> Login::authorization_url(const Context& context, const LoginTransaction& login,
                                           const http::Request& request) {
  auto url = co_await provider_.authorization_endpoint(context);
  const auto& client = provider_.config();
  url += url.find('?') == std::string::npos ? '?' : '&';
  url += "response_type=code&client_id=" + percent_encode(client.client_id) +
         "&redirect_uri=" + percent_encode(redirect_uri()) + "&scope=openid%20profile%20email%20offline_access" +
         "&audience=" + percent_encode(client.audience) + "&state=" + login.state + "&nonce=" + login.nonce +
         "&code_challenge=" + to_base64url(sha256(login.verifier)) + "&code_challenge_method=S256" + hints_of(request) +
         max_age_hint(max_age_of(request));
  co_return url;
}

Task<http::Response> Login::begin(const http::Request& request) {
  const auto& context = request.context;
  const auto wanted = request.arg("returnTo").value_or("/");
  const auto max_age_s = max_age_of(request);
  LoginTransaction login{.state = random_text(),
                         .nonce = random_text(),
                         .verifier = random_text(),
                         .tenant = config_.tenant,
                         .return_to = is_local_path(wanted) ? wanted : "/",
                         .signed_in_since = max_age_s ? now_in_seconds() - *max_age_s - skew_s : 0};
  try {
    auto response = see_other(co_await authorization_url(context, login, request));
    const auto cookie = co_await store_.begin_login(context, std::move(login));
    const auto attributes =
        std::string(login_attributes) + "; Max-Age=" + std::to_string(SessionStore::login_time.count());
    response.headers.add("Set-Cookie", set_cookie(login_cookie, cookie, attributes));
    co_return response;
  } catch (const Unavailable& e) {
    log::write(log::Level::warn, context, "sign-in cannot begin", {{"what", e.what()}});
  }
  co_return give_up(context, "unavailable");
}

/// The sign-in this callback ends: ours, of this browser, answered by our provider, not refused by it.
Task<std::expected<LoginTransaction, std::string>> Login::transaction_of(const http::Request& request) {
  const auto cookie = request.cookie(login_cookie);
  if (!cookie) co_return Code("expired");
  auto login = co_await store_.take_login(request.context, *cookie);
  if (!login || login->tenant != config_.tenant) co_return Code("expired");
  if (!equal_constant_time(request.arg("state").value_or(""), login->state)) co_return Code("state_mismatch");
  const auto issuer = request.arg("iss");
  const bool needs_issuer = co_await provider_.sends_iss(request.context);
  if (issuer ? *issuer != provider_.config().issuer : needs_issuer) co_return Code("provider_error");
  if (const auto error = request.arg("error")) co_return Code(*error == "access_denied" ? "denied" : "provider_error");
  co_return std::move(*login);
}

Task<std::expected<StoredSession, std::string>> Login::session_for(const Context& context,
                                                                   const LoginTransaction& login, std::string code) {
  auto tokens = co_await provider_.exchange_code(context, std::move(code), login.verifier, redirect_uri());
  if (!tokens) co_return Code("provider_error");
  const auto user = co_await provider_.verify_id_token(context, tokens->id_token);
  if (!user || !equal_constant_time(user->nonce, login.nonce)) co_return Code("provider_error");
  // Source: OpenID Connect Core 1.0 section 3.1.3.7, step 12.
  const auto signed_in_at = std::min(time_claim(user->all, "auth_time").value_or(0), now_in_seconds());
  if (signed_in_at < login.signed_in_since) co_return Code("provider_error");
  // Checked now, because a session with a token our services refuse would only fail later and less clearly.
  const auto access = co_await provider_.verify_access_token(context, tokens->access_token);
  if (!access || access->subject != user->subject) co_return Code("provider_error");
  co_return StoredSession{.sub = user->subject,
                          .email = user->email,
                          .name = user->name,
                          .email_verified = user->email_verified,
                          .sid = user->sid,
                          .tenant = config_.tenant,
                          .access_token = std::move(tokens->access_token),
                          .refresh_token = std::move(tokens->refresh_token),
                          .id_token = std::move(tokens->id_token),
                          .access_expires_at = std::min(access->expires_at, tokens->access_expires_at),
                          .signed_in_at = signed_in_at};
}

Task<std::expected<http::Response, std::string>> Login::sign_in(const http::Request& request) {
  const auto& context = request.context;
  const auto login = co_await transaction_of(request);
  if (!login) co_return Code(login.error());
  auto session = co_await session_for(context, *login, request.arg("code").value_or(""));
  if (!session) co_return Code(session.error());
  session->browser = std::string(request.headers.find("User-Agent").substr(0, longest_browser));
  session->remote = context.remote;
  if (const auto old = request.cookie(session_cookie)) co_await store_.erase(context, SessionStore::key_of(*old));
  const auto cookie = co_await store_.create(context, std::move(*session));
  auto response = see_other(login->return_to);
  response.headers.add("Set-Cookie", set_cookie(session_cookie, cookie, session_attributes));
  response.headers.add("Set-Cookie", clear_cookie(login_cookie, login_attributes));
  metrics::count("sign_ins_total", "Sign-ins by outcome.", {{"outcome", "signed_in"}});
  co_return response;
}

Task<http::Response> Login::finish(const http::Request& request) {
  std::string code = "unavailable";
  try {
    auto response = co_await sign_in(request);
    if (response) co_return std::move(*response);
    code = response.error();
  } catch (const Unavailable& e) {
    log::write(log::Level::warn, request.context, "sign-in cannot finish", {{"what", e.what()}});
  }
  co_return give_up(request.context, code);
}

}  // namespace mvp::oidc
