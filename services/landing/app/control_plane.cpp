#include "app/control_plane.hpp"

#include <algorithm>

#include "mvp/core/encoding.hpp"

namespace mvp::landing {
namespace {

/// What can be a tenant's slug at all; anything else is a tenant that does not exist.
bool is_slug(std::string_view text) {
  return text.size() >= 3 && text.size() <= 63 &&
         std::ranges::all_of(text, [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-'; });
}

Error no_such_tenant() { return Error{Errc::not_found, "There is no garage of this name."}; }

std::string text_of(const json::Object& object, std::string_view name) {
  const auto* value = object.if_contains(name);
  return value && value->is_string() ? std::string(value->get_string()) : std::string();
}

}  // namespace

Task<http::Response> ControlPlane::send(const Context& context, http::ClientRequest request) {
  const auto url = request.url;
  request.body_limit = 1024 * 1024;
  auto answer = co_await client_.send(context, std::move(request));
  if (answer.status >= 500) throw Unavailable(url + " answers " + std::to_string(answer.status));
  http::Response response{.status = answer.status, .body = std::move(answer.body), .content_type = answer.content_type};
  response.headers.set("Cache-Control", "no-store");
  for (const auto name : {"Retry-After", "WWW-Authenticate"})
    if (answer.headers.has(name)) response.headers.set(name, std::string(answer.headers.find(name)));
  co_return response;
}

Task<Result<tenants::PublicTenant>> ControlPlane::find_public(const Context& context, std::string slug) {
  if (!is_slug(slug)) co_return Failure(no_such_tenant());
  http::ClientRequest request{.url = url_ + "/api/v1/tenants/" + slug + "/public"};
  request.headers.set("Authorization", co_await own_authorization(context));
  const auto answer = co_await send(context, std::move(request));
  if (answer.status == 404) co_return Failure(no_such_tenant());
  const auto body = json::parse(answer.body);
  if (answer.status != 200 || !body || !body->is_object())
    throw Unavailable("the control plane answers " + std::to_string(answer.status) + " to a look-up");
  const auto& object = body->get_object();
  const auto* accepts = object.if_contains("accepts_signups");
  co_return tenants::PublicTenant{.id = text_of(object, "id"),
                                  .name = text_of(object, "name"),
                                  .accepts_signups = accepts && accepts->is_bool() && accepts->get_bool()};
}

Task<std::string> ControlPlane::own_authorization(const Context& context) { co_return "Bearer " + co_await tokens_.token(context); }

Task<http::Response> ControlPlane::ask_as_user(const Context& context, http::Verb method, std::string path, std::string body) {
  http::ClientRequest request{.method = method, .url = url_ + "/api/v1" + path};
  request.headers.set("Authorization", "Bearer " + context.principal.credential);
  request.headers.set("X-Forwarded-For", context.remote);
  request.headers.set("Service-Authorization", co_await own_authorization(context));
  if (!body.empty()) request.headers.set("Content-Type", "application/json");
  request.body = std::move(body);
  co_return co_await send(context, std::move(request));
}

Task<http::Response> ControlPlane::request_to_join(const Context& context, std::string slug) {
  if (!is_slug(slug)) co_return http::problem(no_such_tenant(), context);
  co_return co_await ask_as_user(context, http::Verb::post, "/tenants/" + slug + "/signups", "{}");
}

Task<http::Response> ControlPlane::withdraw_signup(const Context& context, std::string signup) {
  return ask_as_user(context, http::Verb::delete_, "/signups/" + std::move(signup));
}

Task<http::Response> ControlPlane::accept_invitation(const Context& context, std::string token) {
  return ask_as_user(context, http::Verb::post, "/invitations/accept", json::serialize(json::Object{{"token", token}}));
}

Task<http::Response> ControlPlane::look_up_invitation(const Context& context, std::string token) {
  http::ClientRequest request{.method = http::Verb::post, .url = url_ + "/api/v1/invitations/look-up"};
  request.headers.set("Authorization", co_await own_authorization(context));
  request.headers.set("Content-Type", "application/json");
  request.body = json::serialize(json::Object{{"token", token}});
  co_return co_await send(context, std::move(request));
}

Task<http::Response> ControlPlane::me(const Context& context) { return ask_as_user(context, http::Verb::get, "/me"); }

Task<> ControlPlane::revoke_sessions(const Context& context, std::string sub, std::string sid) {
  http::ClientRequest request{.method = http::Verb::post, .url = url_ + "/api/v1/revoked-sessions"};
  request.headers.set("Authorization", co_await own_authorization(context));
  request.headers.set("Content-Type", "application/json");
  request.body = json::serialize(json::Object{{"sub", sub}, {"sid", sid}});
  const auto answer = co_await send(context, std::move(request));
  if (answer.status != 204) throw Unavailable("the control plane answers " + std::to_string(answer.status) + " to a revocation");
}

Task<bool> ControlPlane::is_reachable(const Context& context) {
  http::ClientRequest request{.url = url_ + "/health"};
  try {
    const auto answer = co_await client_.send(context, std::move(request));
    co_return answer.status == 200;
  } catch (const Unavailable&) {
    co_return false;
  }
}

}  // namespace mvp::landing
