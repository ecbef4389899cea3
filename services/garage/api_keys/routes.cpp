#include "api_keys/routes.hpp"

#include "domain/page.hpp"

namespace mvp::garage {
namespace {

bool is_admin(const Context& context) { return !admin.refuse(context); }

Task<http::Response> list(ApiKeyService& keys, const http::Request& request) {
  const auto& context = request.context;
  const auto all = request.arg("all").value_or("false");
  if (all != "true" && all != "false") co_return http::problem({Errc::invalid, "must be true or false", "/all"}, context);
  if (all == "true")
    if (const auto refusal = admin.refuse(context)) co_return http::problem(*refusal, context);
  const auto rows = co_await keys.list(context, all == "true");
  co_return http::reply(200, page_of(rows, request), context);
}

Task<http::Response> create(ApiKeyService& keys, const http::Request& request) {
  auto input = http::body_as<ApiKeyInput>(request);
  if (!input) co_return http::problem(input.error(), request.context);
  auto response = http::reply(201, co_await keys.create(request.context, std::move(*input)), request.context);
  response.headers.set("Cache-Control", "no-store");
  co_return response;
}

Task<http::Response> revoke(ApiKeyService& keys, const http::Request& request) {
  const auto id = request.id<ApiKeyId>("key");
  if (!id) co_return http::problem({Errc::not_found, "There is no such API key, or it is revoked already."}, request.context);
  co_return http::reply(204, co_await keys.revoke(request.context, *id, is_admin(request.context)), request.context);
}

constexpr http::Route<ApiKeyService> routes[] = {
    {http::Verb::get, "/api/api-keys", viewer, list},
    {http::Verb::post, "/api/api-keys", viewer, create},
    {http::Verb::delete_, "/api/api-keys/{key}", viewer, revoke},
};

}  // namespace

void mount(ApiKeyService& keys, http::Router& router) { router.mount(keys, routes); }

}  // namespace mvp::garage
