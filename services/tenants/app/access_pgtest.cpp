#include <libpq-fe.h>

#include <algorithm>

#include "app/test_platform.hpp"
#include "mvp/testing/openapi.hpp"

namespace mvp::tenants {
namespace {

const std::string some_id = "00000000-0000-4000-8000-000000000000";

std::string with_values(std::string path, const std::string& tenant) {
  const auto put = [&path](std::string_view name, const std::string& value) {
    if (const auto at = path.find(name); at != std::string::npos) path.replace(at, name.size(), value);
  };
  put("{tenant}", tenant);
  put("{sub}", "auth0%7Cmia");
  put("{signup}", some_id);
  put("{operation}", some_id);
  put("{invitation}", some_id);
  put("{mail}", some_id);
  return path;
}

/// Everything that matters in the database, as one text.
std::string contents(const std::string& conninfo) {
  std::unique_ptr<PGconn, decltype(&PQfinish)> db(PQconnectdb(conninfo.c_str()), PQfinish);
  std::string all;
  for (const auto* name : {"tenants", "stacks", "memberships", "platform_admins", "tenant_signups", "operations", "audit_log", "outbox_mails",
                           "tenant_invitations"}) {
    const auto sql = "SELECT coalesce(string_agg(t::text, '|' ORDER BY t::text), '') FROM " + std::string(name) + " t";
    const pg::ResultPtr rows(PQexec(db.get(), sql.c_str()));
    all += PQgetvalue(rows.get(), 0, 0);
  }
  return all;
}

TEST(TenantsAccess, the_routes_are_those_of_the_contract) {
  on_empty_platform([](TestPlatform&, const Callers& callers) -> Task<> {
    std::vector<testing::OpenapiRoute> routes;
    for (const auto& entry : callers.router.entries())
      routes.push_back({.method = std::string(boost::beast::http::to_string(entry.method)), .path = entry.path, .x_access = std::string(entry.access->name)});
    std::ranges::sort(routes);
    const auto contract = testing::openapi_routes("api/tenants.yaml");
    for (const auto& route : contract) EXPECT_EQ(std::ranges::count(routes, route), 1) << "missing: " << route.method << " " << route.path << " " << route.x_access;
    for (const auto& route : routes) EXPECT_EQ(std::ranges::count(contract, route), 1) << "not in the contract: " << route.method << " " << route.path << " " << route.x_access;
    co_return;
  });
}

TEST(TenantsAccess, a_stranger_is_refused_on_every_route_that_is_not_for_anyone) {
  on_platform([](TestPlatform& platform, const Callers& callers) -> Task<> {
    const auto before = contents(platform.database);
    const auto stranger = callers.stranger();
    int closed = 0;
    for (const auto& entry : callers.router.entries()) {
      if (entry.access == &http::anyone) continue;
      ++closed;
      const auto answer = co_await stranger.send(entry.method, with_values(entry.path, "demo-tenant"), "{}");
      EXPECT_EQ(answer.status, 401) << entry.path;
      EXPECT_EQ(answer.content_type, "application/problem+json") << entry.path;
    }
    EXPECT_GE(closed, 20);
    EXPECT_EQ(contents(platform.database), before);
  });
}

TEST(TenantsAccess, people_and_garages_of_another_tenant_are_refused_on_every_route_of_this_one) {
  on_platform([](TestPlatform& platform, const Callers& callers) -> Task<> {
    const auto before = contents(platform.database);
    const Caller others[] = {callers.person("carl"), callers.garage("acme-corp")};
    int tried = 0;
    for (const auto& entry : callers.router.entries()) {
      const bool is_open_to_users = entry.path.ends_with("/me") || entry.path.ends_with("/invitations/accept") || (entry.path.ends_with("/signups") && entry.method == http::Verb::post);
      if (entry.access == &http::anyone || is_open_to_users) continue;
      for (const auto& other : others) {
        ++tried;
        const auto answer = co_await other.send(entry.method, with_values(entry.path, "demo-tenant"), R"({"role":"owner"})");
        EXPECT_TRUE(answer.status == 403 || answer.status == 404 || (answer.status == 422 && entry.path.find("{signup}") != std::string::npos))
            << entry.path << " " << answer.status << answer.body;
      }
    }
    EXPECT_GE(tried, 40);
    EXPECT_EQ(contents(platform.database), before);
  });
}

TEST(TenantsAccess, another_tenant_and_no_tenant_are_the_same_answer) {
  on_platform([](TestPlatform&, const Callers& callers) -> Task<> {
    const auto carl = callers.person("carl");
    for (const std::string rest : {"", "/members", "/signups", "/invitations", "/audit"}) {
      const auto foreign = co_await carl.get("/api/v1/tenants/demo-tenant" + rest);
      const auto unknown = co_await carl.get("/api/v1/tenants/no-such-one" + rest);
      EXPECT_EQ(foreign.status, 404) << rest;
      EXPECT_EQ(foreign.body, unknown.body) << rest;
    }
  });
}

TEST(TenantsAccess, a_role_reaches_as_far_as_it_says) {
  on_platform([](TestPlatform&, const Callers& callers) -> Task<> {
    const auto vera = callers.person("vera"), adam = callers.person("adam"), olivia = callers.person("olivia");
    const auto members = co_await vera.get("/api/v1/tenants/demo-tenant/members");
    EXPECT_EQ(members.status, 200);
    const auto signups = co_await vera.get("/api/v1/tenants/demo-tenant/signups");
    EXPECT_EQ(signups.status, 403);
    const auto by_admin = co_await adam.get("/api/v1/tenants/demo-tenant/signups");
    EXPECT_EQ(by_admin.status, 200);
    const auto all = co_await adam.get("/api/v1/tenants");
    EXPECT_EQ(all.status, 403);
    const auto by_platform_admin = co_await olivia.get("/api/v1/tenants");
    EXPECT_EQ(by_platform_admin.status, 200);
    const auto admins = co_await olivia.get("/api/v1/platform-admins");
    EXPECT_EQ(admins.status, 403);
  });
}

TEST(TenantsAccess, a_tenant_header_must_be_the_tokens_own) {
  on_platform([](TestPlatform&, const Callers& callers) -> Task<> {
    http::Headers headers;
    headers.set("X-Tenant-ID", "demo-tenant");
    const auto garage = callers.garage("demo-tenant"), person = callers.person("dora");
    const auto own = co_await garage.send(http::Verb::get, "/api/v1/tenants/demo-tenant/snapshot", {}, headers);
    EXPECT_EQ(own.status, 200);
    const auto unbound = co_await person.send(http::Verb::get, "/api/v1/tenants/demo-tenant", {}, headers);
    EXPECT_EQ(unbound.status, 403);
    headers.set("X-Tenant-ID", "admin");
    const auto other = co_await garage.send(http::Verb::get, "/api/v1/tenants/demo-tenant/snapshot", {}, headers);
    EXPECT_EQ(other.status, 403);
  });
}

TEST(TenantsAccess, only_root_and_the_services_own_user_are_the_operator) {
  on_empty_platform([](TestPlatform&, const Callers& callers) -> Task<> {
    const Caller somebody(callers.router, {}, ::geteuid() + 4'711);
    const auto refused = co_await somebody.get("/api/v1/platform-admins");
    EXPECT_EQ(refused.status, 401);
    const auto answered = co_await callers.operator_().get("/api/v1/platform-admins");
    EXPECT_EQ(answered.status, 200);
  });
}

}  // namespace
}  // namespace mvp::tenants
