#include "tenants/routes.hpp"

namespace mvp::landing::tenants {
namespace {

Task<http::Response> show(Feature& feature, const http::Request& request) {
  // Guessing names is what a stranger would come here for.
  if (auto refusal = co_await feature.refuse_hurry(request.context)) co_return std::move(*refusal);
  const auto tenant = co_await feature.find(request.context, request.param("id"));
  auto response = http::reply(200, tenant, request.context);
  response.headers.set("Cache-Control", "no-store");
  co_return response;
}

constexpr http::Route<Feature> routes[] = {{http::Verb::get, "/api/tenants/{id}", http::anyone, show}};

}  // namespace

void mount(Feature& feature, http::Router& router) { router.mount(feature, routes); }

}  // namespace mvp::landing::tenants
