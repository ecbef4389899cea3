#include "invitations/routes.hpp"

#include "mvp/core/unavailable.hpp"

namespace mvp::landing::invitations {
namespace {

struct TokenInput {
  std::string token;
};
BOOST_DESCRIBE_STRUCT(TokenInput, (), (token))

/// Adds `url`, where the garage of `tenant` lives.
http::Response with_address(const Feature& feature, http::Response response) {
  if (response.status != 200) return response;
  auto invitation = json::parse(response.body);
  if (!invitation || !invitation->is_object()) throw Unavailable("the control plane's invitation is not a JSON object");
  auto& members = invitation->get_object();
  const auto* tenant = members.if_contains("tenant");
  if (!tenant || !tenant->is_string()) throw Unavailable("the control plane's invitation names no tenant");
  auto url = feature.url_of(tenant->get_string());
  members["url"] = std::move(url);
  response.body = json::serialize(*invitation);
  return response;
}

Task<http::Response> look_up(Feature& feature, const http::Request& request) {
  auto input = http::body_as<TokenInput>(request);
  if (!input) co_return http::problem(input.error(), request.context);
  if (auto refusal = co_await feature.refuse_hurry(request.context)) co_return std::move(*refusal);
  co_return with_address(feature, co_await feature.look_up(request.context, std::move(input->token)));
}

Task<http::Response> accept(Feature& feature, const http::Request& request) {
  auto input = http::body_as<TokenInput>(request);
  if (!input) co_return http::problem(input.error(), request.context);
  if (auto refusal = co_await feature.refuse_hurry(request.context)) co_return std::move(*refusal);
  co_return with_address(feature, co_await feature.accept(request.context, std::move(input->token)));
}

constexpr http::Route<Feature> routes[] = {{http::Verb::post, "/api/invitations/look-up", http::anyone, look_up},
                                           {http::Verb::post, "/api/invitations/accept", http::signed_in, accept}};

}  // namespace

void mount(Feature& feature, http::Router& router) { router.mount(feature, routes); }

}  // namespace mvp::landing::invitations
