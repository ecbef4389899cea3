#include "mvp/oidc/step_up.hpp"

#include "jwt.hpp"
#include "mvp/http/problem.hpp"
#include "mvp/oidc/principal.hpp"
#include "token_verifier.hpp"

namespace mvp::oidc {
namespace {

/// Seconds since 1970; 0 if nobody says.
Task<std::int64_t> signed_in_at(Provider& provider, Bff& bff, const http::Request& request) {
  auto token = bearer_token(request);
  if (!token) co_return 0;
  if (*token) {
    const auto claims = co_await provider.verify_access_token(request.context, std::move(**token));
    co_return claims ? time_claim(claims->all, "auth_time").value_or(0) : 0;
  }
  const auto session = co_await bff.authenticate(request);
  co_return session && *session ? (*session)->signed_in_at : 0;
}

http::Response ask_again(const Context& context, std::chrono::seconds at_most) {
  const auto seconds = std::to_string(at_most.count());
  auto response = http::problem(
      {Errc::unauthenticated, "Sign in once more: this needs a recent sign-in.", {}, "reauthentication_required"}, context);
  auto body = json::parse(response.body).value();
  body.get_object()["login_url"] = "/auth/login?max_age=" + seconds;
  response.body = json::serialize(body);
  response.headers.set("WWW-Authenticate",
                       "Bearer error=\"insufficient_user_authentication\", max_age=\"" + seconds + "\"");
  return response;
}

}  // namespace

Task<std::optional<http::Response>> refuse_stale_sign_in(Provider& provider, Bff& bff, const http::Request& request,
                                                         std::chrono::seconds at_most) {
  const auto at = co_await signed_in_at(provider, bff, request);
  if (now_in_seconds() - at <= at_most.count()) co_return std::nullopt;
  co_return ask_again(request.context, at_most);
}

}  // namespace mvp::oidc
