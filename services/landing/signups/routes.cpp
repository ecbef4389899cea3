#include "signups/routes.hpp"

namespace mvp::landing::signups {
namespace {

struct SignupInput {
  std::string tenant;  ///< slug
};
BOOST_DESCRIBE_STRUCT(SignupInput, (), (tenant))

Task<http::Response> create(Feature& feature, const http::Request& request) {
  const auto input = http::body_as<SignupInput>(request);
  if (!input) co_return http::problem(input.error(), request.context);
  const auto wait = co_await feature.wait_time(request.context);
  if (wait.count() > 0) {
    auto response = http::problem({Errc::too_many, "Too many attempts. Try again in a minute."}, request.context);
    response.headers.set("Retry-After", std::to_string(wait.count()));
    co_return response;
  }
  co_return co_await feature.request_to_join(request.context, input->tenant);
}

constexpr http::Route<Feature> routes[] = {{http::Verb::post, "/api/signups", http::signed_in, create}};

}  // namespace

void mount(Feature& feature, http::Router& router) { router.mount(feature, routes); }

}  // namespace mvp::landing::signups
