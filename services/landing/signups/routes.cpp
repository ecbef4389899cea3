#include "signups/routes.hpp"

#include "mvp/core/ids.hpp"

namespace mvp::landing::signups {
namespace {

struct SignupInput {
  std::string tenant;  ///< slug
};
BOOST_DESCRIBE_STRUCT(SignupInput, (), (tenant))

Task<http::Response> create(Feature& feature, const http::Request& request) {
  const auto input = http::body_as<SignupInput>(request);
  if (!input) co_return http::problem(input.error(), request.context);
  if (auto refusal = co_await feature.refuse_hurry(request.context)) co_return std::move(*refusal);
  co_return co_await feature.request_to_join(request.context, input->tenant);
}

Task<http::Response> withdraw(Feature& feature, const http::Request& request) {
  if (!is_uuid(request.param("signup"))) co_return http::problem({Errc::not_found, "There is no such sign-up."}, request.context);
  if (auto refusal = co_await feature.refuse_hasty_person(request.context)) co_return std::move(*refusal);
  co_return co_await feature.withdraw(request.context, request.param("signup"));
}

constexpr http::Route<Feature> routes[] = {{http::Verb::post, "/api/signups", http::signed_in, create},
                                           {http::Verb::delete_, "/api/signups/{signup}", http::signed_in, withdraw}};

}  // namespace

void mount(Feature& feature, http::Router& router) { router.mount(feature, routes); }

}  // namespace mvp::landing::signups
