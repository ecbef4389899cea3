#include <gtest/gtest.h>

#include <algorithm>

#include "app/landing_site.hpp"
#include "mvp/testing/openapi.hpp"

namespace mvp::landing {
namespace {

using oidc_testing::Issuer;
using oidc_testing::Person;

/// Runs a test's coroutine on a landing service whose control plane is away.
void on_landing(const std::function<Task<>(Issuer&, const http::Router&)>& body) {
  Issuer issuer;
  const auto settings = test_settings(issuer, nowhere);
  testing::run([&](boost::asio::any_io_executor executor) -> Task<> {
    const Landing landing(executor, settings);
    co_await body(issuer, landing.router());
  });
}

std::string with_values(std::string path) {
  for (auto open = path.find('{'); open != std::string::npos; open = path.find('{'))
    path.replace(open, path.find('}') - open + 1, "demo-tenant");
  return path;
}

http::Request request_of(http::Verb method, const std::string& path) {
  http::Request request{.method = method, .target = path, .path = path};
  request.context.request_id = "0123456789abcdef";
  return request;
}

http::Request with_token(http::Request request, const std::string& token) {
  request.headers.set("Authorization", "Bearer " + token);
  return request;
}

TEST(LandingAccess, the_routes_are_those_of_the_contract) {
  on_landing([](Issuer&, const http::Router& router) -> Task<> {
    std::vector<testing::OpenapiRoute> routes;
    for (const auto& entry : router.entries())
      routes.push_back({.method = std::string(boost::beast::http::to_string(entry.method)),
                        .path = entry.path,
                        .x_access = std::string(entry.access->name)});
    std::ranges::sort(routes);
    const auto contract = testing::openapi_routes("api/landing.yaml");
    for (const auto& route : contract)
      EXPECT_EQ(std::ranges::count(routes, route), 1) << "missing: " << route.method << " " << route.path;
    for (const auto& route : routes)
      EXPECT_EQ(std::ranges::count(contract, route), 1) << "not in the contract: " << route.method << " " << route.path;
    co_return;
  });
}

TEST(LandingAccess, a_stranger_is_refused_on_every_route_that_is_not_for_anyone) {
  on_landing([](Issuer&, const http::Router& router) -> Task<> {
    int closed = 0;
    for (const auto& entry : router.entries()) {
      if (entry.access == &http::anyone) continue;
      ++closed;
      const auto answer = co_await router.handle(request_of(entry.method, with_values(entry.path)));
      EXPECT_EQ(answer.status, 401) << entry.path;
      EXPECT_EQ(answer.content_type, "application/problem+json") << entry.path;
    }
    EXPECT_GE(closed, 3);
  });
}

TEST(LandingAccess, only_the_issuers_own_unexpired_access_token_for_us_opens_a_route) {
  on_landing([](Issuer& issuer, const http::Router& router) -> Task<> {
    const Issuer other;
    const auto now_s = oidc_testing::now_in_seconds();
    const std::vector<std::pair<std::string, std::string>> wrong{
        {"another issuer's", other.access_token(Person{})},
        {"an ID token", issuer.id_token(Person{}, "nonce")},
        {"for another audience", issuer.access_token(Person{}, {{"aud", "https://other"}})},
        {"expired", issuer.access_token(Person{}, {{"exp", now_s - 60}})},
        {"of a sibling issuer", issuer.access_token(Person{}, {{"iss", issuer.url() + "x/"}})},
        {"no token", "x.y.z"},
        {"empty", ""}};
    for (const auto& [name, token] : wrong)
      for (const auto& entry : router.entries()) {
        if (entry.access == &http::anyone) continue;
        const auto answer =
            co_await router.handle(with_token(request_of(entry.method, with_values(entry.path)), token));
        EXPECT_EQ(answer.status, 401) << name << " at " << entry.path;
      }
    const auto answer =
        co_await router.handle(with_token(request_of(http::Verb::get, "/auth/session"), issuer.access_token(Person{})));
    EXPECT_EQ(answer.status, 200);
    EXPECT_EQ(answer.body,
              R"({"user":{"sub":"auth0|mia","email":"mia@demo-tenant.example","name":"Mia Member"},"csrf":"1"})");
    EXPECT_EQ(answer.headers.find("Cache-Control"), "no-store");
  });
}

TEST(LandingAccess, without_the_control_plane_every_api_call_says_unavailable) {
  on_landing([](Issuer& issuer, const http::Router& router) -> Task<> {
    const auto token = issuer.access_token(Person{});
    const auto tenant = co_await router.handle(request_of(http::Verb::get, "/api/tenants/demo-tenant"));
    const auto me = co_await router.handle(with_token(request_of(http::Verb::get, "/api/me"), token));
    auto request = with_token(request_of(http::Verb::post, "/api/signups"), token);
    request.headers.set("Content-Type", "application/json");
    request.body = R"({"tenant":"demo-tenant"})";
    const auto signup = co_await router.handle(std::move(request));
    const auto ready = co_await router.handle(request_of(http::Verb::get, "/ready"));
    for (const auto* answer : {&tenant, &me, &signup, &ready}) {
      EXPECT_EQ(answer->status, 503);
      EXPECT_EQ(answer->content_type, "application/problem+json");
      EXPECT_NE(answer->body.find("0123456789abcdef"), std::string::npos);
    }
    const auto health = co_await router.handle(request_of(http::Verb::get, "/health"));
    EXPECT_EQ(health.status, 200);
  });
}

TEST(LandingAccess, what_cannot_be_a_tenant_is_not_found_without_asking) {
  on_landing([](Issuer& issuer, const http::Router& router) -> Task<> {
    for (const auto id : {"a", "Demo", "demo_tenant", "..%2Fme"}) {
      auto request = request_of(http::Verb::get, std::string("/api/tenants/") + id);
      request.context.remote = "192.0.2.9";
      const auto answer = co_await router.handle(std::move(request));
      EXPECT_EQ(answer.status, 404) << id;
    }
    auto request = with_token(request_of(http::Verb::post, "/api/signups"), issuer.access_token(Person{}));
    request.headers.set("Content-Type", "application/json");
    request.body = R"({"tenant":"../me"})";
    const auto answer = co_await router.handle(std::move(request));
    EXPECT_EQ(answer.status, 404);
  });
}

TEST(LandingAccess, the_thirty_first_look_up_of_an_address_within_a_minute_must_wait) {
  on_landing([](Issuer&, const http::Router& router) -> Task<> {
    const auto look_up = [&router](std::string remote) {
      auto request = request_of(http::Verb::get, "/api/tenants/x");
      request.context.remote = std::move(remote);
      return router.handle(std::move(request));
    };
    for (int i = 0; i < 30; ++i) {
      const auto answer = co_await look_up("192.0.2.1");
      EXPECT_EQ(answer.status, 404) << i;
    }
    const auto refused = co_await look_up("192.0.2.1");
    EXPECT_EQ(refused.status, 429);
    const auto wait_s = std::stoi(std::string(refused.headers.find("Retry-After")));
    EXPECT_TRUE(wait_s > 0 && wait_s <= 60) << wait_s;
    const auto other = co_await look_up("192.0.2.2");
    EXPECT_EQ(other.status, 404);
  });
}

}  // namespace
}  // namespace mvp::landing
