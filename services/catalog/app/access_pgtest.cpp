#include <gtest/gtest.h>

#include <algorithm>

#include "app/catalog_site.hpp"
#include "import/source.hpp"
#include "mvp/testing/openapi.hpp"

namespace mvp::catalog {
namespace {

using oidc_testing::Issuer;
using oidc_testing::Person;

/// Runs a test's coroutine on a service with an empty catalogue.
void on_service(const std::function<Task<>(const Issuer&, const ControlPlane&, const http::Router&)>& body) {
  const Issuer issuer;
  const ControlPlane control_plane;
  const auto settings = test_settings(issuer, control_plane.url());
  const Catalogue catalogue;
  vehicles::Directories directories(catalogue);
  testing::run([&](boost::asio::any_io_executor executor) -> Task<> {
    const CatalogService service(executor, settings, catalogue, directories);
    co_await body(issuer, control_plane, service.router());
  });
}

std::string with_values(std::string path) {
  for (auto open = path.find('{'); open != std::string::npos; open = path.find('{'))
    path.replace(open, path.find('}') - open + 1, "1HGCM82633A004352");
  return path;
}

/// Sends the token to every route that is not for anyone and expects the status.
Task<int> expect_everywhere(const http::Router& router, const std::string& token, const std::string& tenant, int status, const std::string& what) {
  int closed = 0;
  for (const auto& entry : router.entries()) {
    if (entry.access == &http::anyone) continue;
    ++closed;
    auto request = request_of(with_values(entry.path), token);
    request.method = entry.method;
    if (!tenant.empty()) request.headers.set("X-Tenant-ID", tenant);
    const auto answer = co_await router.handle(std::move(request));
    EXPECT_EQ(answer.status, status) << what << " at " << entry.path << ": " << answer.body;
    EXPECT_EQ(answer.content_type, "application/problem+json") << what;
  }
  co_return closed;
}

TEST(CatalogAccess, the_routes_are_those_of_the_contract) {
  on_service([](const Issuer&, const ControlPlane&, const http::Router& router) -> Task<> {
    std::vector<testing::OpenapiRoute> routes;
    for (const auto& entry : router.entries())
      routes.push_back({.method = std::string(boost::beast::http::to_string(entry.method)), .path = entry.path, .x_access = std::string(entry.access->name)});
    std::ranges::sort(routes);
    const auto contract = testing::openapi_routes("api/catalog.yaml");
    for (const auto& route : contract) EXPECT_EQ(std::ranges::count(routes, route), 1) << "missing: " << route.method << " " << route.path;
    for (const auto& route : routes) EXPECT_EQ(std::ranges::count(contract, route), 1) << "not in the contract: " << route.method << " " << route.path;
    co_return;
  });
}

TEST(CatalogAccess, a_stranger_is_refused_on_every_route_that_is_not_for_anyone) {
  on_service([](const Issuer&, const ControlPlane&, const http::Router& router) -> Task<> {
    const auto closed = co_await expect_everywhere(router, "", "", 401, "a stranger");
    EXPECT_EQ(closed, 10);
  });
}

TEST(CatalogAccess, a_token_that_is_wrong_in_any_way_opens_nothing) {
  on_service([](const Issuer& issuer, const ControlPlane& control_plane, const http::Router& router) -> Task<> {
    const Issuer other_issuer;
    const ControlPlane other_plane;
    const auto past_s = oidc_testing::now_in_seconds() - 60;
    const std::vector<std::pair<std::string, std::string>> wrong{
        {"another issuer's", other_issuer.access_token(Person{})},
        {"an ID token", issuer.id_token(Person{}, "nonce")},
        {"for another audience", issuer.access_token(Person{}, {{"aud", "https://other"}})},
        {"expired", issuer.access_token(Person{}, {{"exp", past_s}})},
        {"another control plane's", other_plane.token("garage", "demo-tenant")},
        {"expired, of a service", control_plane.token("garage", "demo-tenant", past_s)},
        {"no token", "x.y.z"}};
    for (const auto& [what, token] : wrong) co_await expect_everywhere(router, token, "", 401, what);
  });
}

TEST(CatalogAccess, people_and_services_may_ask_and_learn_that_the_catalogue_is_empty) {
  on_service([](const Issuer& issuer, const ControlPlane& control_plane, const http::Router& router) -> Task<> {
    co_await expect_everywhere(router, issuer.access_token(Person{}), "", 503, "a person");
    co_await expect_everywhere(router, control_plane.token("garage", "demo-tenant"), "", 503, "a garage");
    co_await expect_everywhere(router, control_plane.token("landing", ""), "", 503, "the landing service");
    const auto ready = co_await router.handle(request_of("/ready"));
    EXPECT_EQ(ready.status, 503);
    EXPECT_NE(ready.body.find("mvp catalog import"), std::string::npos) << ready.body;
    const auto health = co_await router.handle(request_of("/health"));
    EXPECT_EQ(health.status, 200);
    const auto metrics = co_await router.handle(request_of("/metrics"));
    EXPECT_EQ(metrics.status, 200);
  });
}

TEST(CatalogAccess, x_tenant_id_must_be_the_tokens_tenant) {
  on_service([](const Issuer& issuer, const ControlPlane& control_plane, const http::Router& router) -> Task<> {
    const auto garage = control_plane.token("garage", "demo-tenant");
    co_await expect_everywhere(router, garage, "demo-tenant", 503, "the garage for its tenant");
    co_await expect_everywhere(router, garage, "acme-corp", 403, "the garage for another tenant");
    co_await expect_everywhere(router, control_plane.token("landing", ""), "demo-tenant", 403, "a service of no tenant");
    co_await expect_everywhere(router, issuer.access_token(Person{}), "demo-tenant", 403, "a person");
    co_await expect_everywhere(router, "", "demo-tenant", 401, "a stranger");
  });
}

}  // namespace
}  // namespace mvp::catalog
