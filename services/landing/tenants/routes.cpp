#include "tenants/routes.hpp"

namespace mvp::landing::tenants {
namespace {

Task<http::Response> show(Feature& feature, const http::Request& request) {
  // Guessing names is what a stranger would come here for.
  const auto wait = co_await feature.wait_time(request.context);
  if (wait.count() > 0) {
    auto response = http::problem({Errc::too_many, "Too many look-ups. Try again in a minute."}, request.context);
    response.headers.set("Retry-After", std::to_string(wait.count()));
    co_return response;
  }
  const auto tenant = co_await feature.find(request.context, request.param("id"));
  auto response = http::reply(200, tenant, request.context);
  response.headers.set("Cache-Control", "no-store");
  co_return response;
}

constexpr http::Route<Feature> routes[] = {{http::Verb::get, "/api/tenants/{id}", http::anyone, show}};

}  // namespace

void mount(Feature& feature, http::Router& router) { router.mount(feature, routes); }

}  // namespace mvp::landing::tenants
