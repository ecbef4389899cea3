#include "app/upstreams.hpp"

namespace mvp::garage {
namespace {

Task<http::Response> pass_through(http::Client& client, Context context, std::string url, std::string token, UpstreamCall call) {
  http::ClientRequest request{.method = call.method, .url = std::move(url)};
  request.headers.set("Authorization", "Bearer " + token);
  if (!call.body.empty()) request.headers.set("Content-Type", "application/json");
  if (!call.idempotency_key.empty()) request.headers.set("Idempotency-Key", std::move(call.idempotency_key));
  if (!call.if_match.empty()) request.headers.set("If-Match", std::move(call.if_match));
  request.body = std::move(call.body);
  const auto answer = co_await client.send(context, std::move(request));
  http::Response out{.status = answer.status, .body = answer.body, .content_type = answer.content_type};
  for (const auto* name : {"ETag", "Retry-After", "Cache-Control"})
    if (const auto value = answer.headers.find(name); !value.empty()) out.headers.set(name, std::string(value));
  // A token that the other side does not take is our trouble, not the browser's sign-in.
  if (out.status == 401) throw Unavailable("a platform service refused our credentials");
  co_return out;
}

Task<http::Response> ask_as_person(http::Client& client, const RefuseStale& refuse_stale, const http::Request& request, SignIn sign_in,
                                   std::string url, UpstreamCall call) {
  if (sign_in == SignIn::recent) {
    auto refusal = co_await refuse_stale(request);
    if (refusal) co_return std::move(*refusal);
  }
  co_return co_await pass_through(client, request.context, std::move(url), request.context.principal.credential, std::move(call));
}

}  // namespace

ControlPlane control_plane_for_people(http::Client& client, std::string base_url, RefuseStale refuse_stale) {
  return [&client, refuse_stale = std::move(refuse_stale), base_url = std::move(base_url)](const http::Request& request, SignIn sign_in, UpstreamCall call) {
    auto url = base_url + call.path;
    return ask_as_person(client, refuse_stale, request, sign_in, std::move(url), std::move(call));
  };
}

Upstream service_for_garage(http::Client& client, oidc::ServiceTokenSource& tokens, std::string base_url) {
  return [&client, &tokens, base_url](const Context& context, UpstreamCall call) -> Task<http::Response> {
    return [](http::Client& c, oidc::ServiceTokenSource& source, Context ctx, std::string url, UpstreamCall wanted) -> Task<http::Response> {
      auto token = co_await source.token(ctx);
      co_return co_await pass_through(c, ctx, std::move(url), std::move(token), std::move(wanted));
    }(client, tokens, context, base_url + call.path, std::move(call));
  };
}

}  // namespace mvp::garage
