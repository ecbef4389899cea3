#include "service_tokens/routes.hpp"

#include "domain/digest.hpp"
#include "mvp/core/encoding.hpp"
#include "mvp/log/log.hpp"

namespace mvp::tenants {
namespace {

constexpr std::int64_t lifetime_s = 300;

struct TokenInput {
  std::string caller;  ///< "garage" or "landing"
  std::optional<std::string> tenant;
  std::string secret;
};
BOOST_DESCRIBE_STRUCT(TokenInput, (), (caller, tenant, secret))

struct IssuedToken {
  std::string token;
  std::int64_t expires_in = lifetime_s;  ///< seconds
};
BOOST_DESCRIBE_STRUCT(IssuedToken, (), (token, expires_in))

Task<std::string> expected_digest(ServiceTokens& tokens, const Context& context, const TokenInput& input) {
  if (input.caller == "landing" && input.tenant.value_or("").empty() && !tokens.landing_secret.empty())
    co_return sha256_hex(tokens.landing_secret);
  if (input.caller == "garage" && input.tenant) co_return co_await tokens.stacks.secret_digest(context, *input.tenant);
  co_return std::string();
}

/// An unknown caller, an unknown tenant and a wrong secret are one answer.
Task<http::Response> issue(ServiceTokens& tokens, const http::Request& request) {
  const auto input = http::body_as<TokenInput>(request);
  if (!input) co_return http::problem(input.error(), request.context);
  const auto expected = co_await expected_digest(tokens, request.context, *input);
  const auto given = sha256_hex(input->secret);
  if (expected.empty() || !equal_constant_time(given, expected)) {
    log::write(log::Level::warn, request.context, "service token refused", {{"caller", input->caller}});
    co_return http::problem({Errc::unauthenticated, "Caller, tenant and secret do not belong together."}, request.context);
  }
  const IssuedToken issued{.token = tokens.signer.sign({.caller = input->caller, .tenant = input->tenant.value_or("")})};
  auto response = http::reply(200, Result<IssuedToken>(issued), request.context);
  response.headers.set("Cache-Control", "no-store");
  co_return response;
}

Task<http::Response> show_keys(ServiceTokens& tokens, const http::Request&) {
  http::Response response{.status = 200, .body = tokens.signer.jwks()};
  response.headers.set("Cache-Control", "max-age=60");
  co_return response;
}

constexpr http::Route<ServiceTokens> routes[] = {
    {http::Verb::post, "/api/v1/service-token", http::anyone, issue},
    {http::Verb::get, "/.well-known/jwks.json", http::anyone, show_keys},
};

}  // namespace

void mount(ServiceTokens& tokens, http::Router& router) { router.mount(tokens, routes); }

}  // namespace mvp::tenants
