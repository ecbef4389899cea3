#include <gtest/gtest.h>

#include <algorithm>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>

#include "app/garage_site.hpp"
#include "domain/access.hpp"
#include "mvp/testing/openapi.hpp"

namespace mvp::garage {
namespace {

bool is_closed(const http::Router::Entry& entry) { return entry.access != &http::anyone; }
bool is_for_writers(const http::Router::Entry& entry) { return entry.access->name == "member" || entry.access->name == "admin"; }

/// Sends what `make` makes to every route that `is_meant`; expects the status, and the code where one is given.
Task<std::size_t> expect_everywhere(const Garage& garage, bool (*is_meant)(const http::Router::Entry&), std::function<http::Request(http::Verb, std::string)> make,
                                    int status, std::string code = {}) {
  std::size_t count = 0;
  for (const auto& entry : garage.router().entries()) {
    if (!is_meant(entry)) continue;
    ++count;
    const auto answer = co_await garage.answer(make(entry.method, with_values(entry.path)));
    EXPECT_EQ(answer.status, status) << entry.path << ": " << answer.body;
    EXPECT_EQ(answer.content_type, "application/problem+json") << entry.path;
    if (!code.empty()) EXPECT_NE(answer.body.find("\"code\":\"" + code + "\""), std::string::npos) << entry.path << ": " << answer.body;
  }
  co_return count;
}

std::function<http::Request(http::Verb, std::string)> as(std::string token) {
  return [token = std::move(token)](http::Verb method, const std::string& path) { return request_of(method, path, token, "{}"); };
}

std::vector<testing::OpenapiRoute> routes_of(const Garage& garage) {
  std::vector<testing::OpenapiRoute> out;
  for (const auto& entry : garage.router().entries())
    out.push_back({.method = std::string(boost::beast::http::to_string(entry.method)), .path = entry.path, .x_access = std::string(entry.access->name)});
  std::ranges::sort(out);
  return out;
}

TEST(GarageAccess, the_routes_are_those_of_the_contract_and_admin_ones_are_at_the_tenant_admin_only) {
  auto contract = testing::openapi_routes("api/garage.yaml");
  std::ranges::sort(contract);
  GarageSite of_admin("admin"), of_tenant;
  on_garage(of_admin, [&](const Garage& garage) -> Task<> {
    const auto routes = routes_of(garage);
    for (const auto& r : contract) EXPECT_EQ(std::ranges::count(routes, r), 1) << "missing: " << r.method << " " << r.path << " " << r.x_access;
    for (const auto& r : routes) EXPECT_EQ(std::ranges::count(contract, r), 1) << "not in the contract: " << r.method << " " << r.path << " " << r.x_access;
    co_return;
  });
  std::erase_if(contract, [](const auto& r) { return r.x_access == "platform_admin"; });
  on_garage(of_tenant, [&](const Garage& garage) -> Task<> {
    EXPECT_EQ(routes_of(garage), contract);
    co_return;
  });
}

TEST(GarageAccess, a_stranger_is_refused_on_every_route) {
  GarageSite site;
  on_garage(site, [&](const Garage& garage) -> Task<> { EXPECT_GE(co_await expect_everywhere(garage, is_closed, as(""), 401), 20u); });
}

TEST(GarageAccess, a_wrong_token_opens_nothing) {
  GarageSite site;
  const oidc_testing::Issuer other;
  on_garage(site, [&](const Garage& garage) -> Task<> {
    for (const auto& token : {other.access_token({}), site.issuer.id_token({}, "nonce"), site.token_of("auth0|mia", {{"aud", "https://other"}}), std::string("x.y.z")})
      co_await expect_everywhere(garage, is_closed, as(token), 401);
  });
}

TEST(GarageAccess, who_is_no_member_is_refused_on_every_route_and_told_so) {
  GarageSite site;
  site.let_in("auth0|mia", "member");
  on_garage(site, [&](const Garage& garage) -> Task<> { co_await expect_everywhere(garage, is_closed, as(site.token_of("auth0|carl")), 403, "not_a_member"); });
}

TEST(GarageAccess, a_token_of_another_tenant_is_refused_on_every_route_even_a_members) {
  GarageSite site;
  site.let_in("auth0|mia", "owner");
  const auto token = site.token_of("auth0|mia", {{"https://motovaultpro.com/tenant_id", "acme-corp"}});
  on_garage(site, [&](const Garage& garage) -> Task<> { co_await expect_everywhere(garage, is_closed, as(token), 403); });
}

TEST(GarageAccess, another_tenants_host_is_refused_on_every_route_the_sign_in_included) {
  GarageSite site;
  const auto token = site.let_in("auth0|mia", "owner");
  const auto make = [token](http::Verb method, const std::string& path) {
    auto request = request_of(method, path, token, "{}");
    request.headers.set("Host", "acme-corp.motovaultpro.localhost:8080");
    return request;
  };
  const auto is_meant = [](const http::Router::Entry& e) { return e.path.starts_with("/api/") || e.path.starts_with("/auth/"); };
  on_garage(site, [&](const Garage& garage) -> Task<> { co_await expect_everywhere(garage, is_meant, make, 421); });
}

TEST(GarageAccess, a_viewer_cannot_write_and_a_member_cannot_administer) {
  GarageSite site;
  const auto viewer_token = site.let_in("auth0|vera", "viewer"), member_token = site.let_in("auth0|mia", "member");
  on_garage(site, [&](const Garage& garage) -> Task<> {
    EXPECT_GE(co_await expect_everywhere(garage, is_for_writers, as(viewer_token), 403), 10u);
    EXPECT_EQ(co_await expect_everywhere(garage, [](const http::Router::Entry& e) { return e.access == &admin; }, as(member_token), 403), 12u);
  });
}

TEST(GarageAccess, a_suspended_tenant_refuses_its_owner_on_every_route) {
  GarageSite site;
  const auto token = site.let_in("auth0|dora", "owner");
  site.platform.become("suspended");
  on_garage(site, [&](const Garage& garage) -> Task<> { co_await expect_everywhere(garage, is_closed, as(token), 403, "tenant_suspended"); });
}

TEST(GarageAccess, nobody_gets_in_while_the_control_plane_has_never_answered) {
  GarageSite site;
  const auto token = site.let_in("auth0|dora", "owner");
  site.platform.be_away(true);
  on_garage(site, [&](const Garage& garage) -> Task<> { co_await expect_everywhere(garage, is_closed, as(token), 503); });
}

Task<int> status_of(const Garage& garage, std::string token, std::string path) {
  const auto answer = co_await garage.answer(request_of(http::Verb::get, path, token));
  co_return answer.status;
}

Task<> wait_ms(int ms) {
  boost::asio::steady_timer timer(co_await boost::asio::this_coro::executor, std::chrono::milliseconds(ms));
  co_await timer.async_wait(boost::asio::use_awaitable);
}

TEST(GarageAccess, a_removal_is_known_within_two_seconds_and_members_stay_in_while_the_control_plane_is_away) {
  GarageSite site;
  const auto mia = site.let_in("auth0|mia", "member"), vera = site.let_in("auth0|vera", "viewer");
  on_garage(site, [&](const Garage& garage) -> Task<> {
    EXPECT_EQ(co_await status_of(garage, mia, "/api/vehicles"), 200);
    site.platform.turn_out("auth0|mia");
    co_await wait_ms(2'050);
    EXPECT_EQ(co_await status_of(garage, mia, "/api/vehicles"), 403);
    EXPECT_EQ(co_await status_of(garage, vera, "/api/vehicles"), 200);
    site.platform.be_away(true);
    co_await wait_ms(2'050);
    EXPECT_EQ(co_await status_of(garage, vera, "/api/vehicles"), 200);
    EXPECT_EQ(co_await status_of(garage, vera, "/api/catalog/years"), 503);
    EXPECT_EQ(co_await status_of(garage, vera, "/api/members"), 503);
  });
}

}  // namespace
}  // namespace mvp::garage
