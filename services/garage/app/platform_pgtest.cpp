#include <gtest/gtest.h>

#include <algorithm>

#include "app/garage_site.hpp"

namespace mvp::garage {
namespace {

constexpr auto some_id = "00000000-0000-4000-8000-000000000000";

TEST(GaragePlatform, members_and_signups_are_asked_of_the_control_plane_with_the_persons_own_token) {
  GarageSite site;
  const auto token = site.let_in("auth0|adam", "admin");
  on_garage(site, [&](const Garage& garage) -> Task<> {
    co_await garage.answer(request_of(http::Verb::get, "/api/signups?status=pending", token));
    co_await garage.answer(request_of(http::Verb::put, std::string("/api/signups/") + some_id + "/approve", token, R"({"role":"viewer"})"));
    const auto asked = site.platform.asked();
    EXPECT_EQ(asked.size(), 2u);
    EXPECT_EQ(asked.at(0).target, "/api/v1/tenants/demo-tenant/signups?status=pending");
    EXPECT_EQ(asked.at(1).target, std::string("/api/v1/signups/") + some_id + "/approve");
    EXPECT_EQ(asked.at(1).body, R"({"role":"viewer"})");
    for (const auto& a : asked) EXPECT_EQ(a.authorization, "Bearer " + token);
  });
}

TEST(GaragePlatform, the_catalogue_is_asked_with_the_garages_service_token_and_never_the_persons) {
  GarageSite site;
  const auto token = site.let_in("auth0|vera", "viewer");
  on_garage(site, [&](const Garage& garage) -> Task<> {
    co_await garage.answer(request_of(http::Verb::get, "/api/catalog/models?year=2019&make_id=474", token));
    const auto asked = site.platform.asked();
    EXPECT_EQ(asked.size(), 1u);
    EXPECT_EQ(asked.at(0).target, "/api/v1/vehicles/models?year=2019&make_id=474");
    EXPECT_EQ(asked.at(0).authorization, site.platform.service_token());
  });
}

TEST(GaragePlatform, tenants_are_managed_at_the_tenant_admin_by_platform_admins_only) {
  GarageSite site("admin");
  const auto olivia = site.let_in("auth0|olivia", "owner"), oscar = site.let_in("auth0|oscar", "owner");
  const auto just_now = site.token_of("auth0|olivia", {{"auth_time", oidc_testing::now_in_seconds()}});
  site.platform.make_platform_admin("auth0|olivia");
  const auto at_admin = [&](http::Verb method, const std::string& target, const std::string& token, const std::string& body = {}) {
    auto request = request_of(method, target, token, body);
    request.headers.set("Host", site.settings.host());
    request.headers.set("Idempotency-Key", "once");
    return request;
  };
  on_garage(site, [&](const Garage& garage) -> Task<> {
    const auto refused = co_await garage.answer(at_admin(http::Verb::get, "/api/admin/tenants", oscar));
    EXPECT_EQ(refused.status, 404);
    EXPECT_TRUE(site.platform.asked().empty());
    const auto made = co_await garage.answer(at_admin(http::Verb::post, "/api/admin/tenants?wait=20", olivia, R"({"id":"roadrunner"})"));
    EXPECT_EQ(made.status, 200);
    const auto stale = co_await garage.answer(at_admin(http::Verb::post, "/api/admin/tenants/roadrunner/suspend", olivia));
    EXPECT_EQ(stale.status, 401);
    EXPECT_NE(stale.body.find("reauthentication_required"), std::string::npos) << stale.body;
    EXPECT_EQ(site.platform.asked().size(), 1u);
    co_await garage.answer(at_admin(http::Verb::post, "/api/admin/tenants/roadrunner/suspend", just_now));
    const auto asked = site.platform.asked();
    EXPECT_EQ(asked.size(), 2u);
    EXPECT_EQ(asked.at(0).target, "/api/v1/tenants?wait=20");
    EXPECT_EQ(asked.at(0).idempotency_key, "once");
    EXPECT_EQ(asked.at(1).target, "/api/v1/tenants/roadrunner/suspend");
    EXPECT_EQ(asked.at(0).authorization, "Bearer " + olivia);
    EXPECT_EQ(asked.at(1).authorization, "Bearer " + just_now);
  });
}

TEST(GaragePlatform, the_session_says_who_where_and_as_what) {
  GarageSite site;
  const auto token = site.let_in("auth0|mia", "member");
  on_garage(site, [&](const Garage& garage) -> Task<> {
    const auto answer = co_await garage.answer(request_of(http::Verb::get, "/auth/session", token));
    EXPECT_EQ(answer.status, 200) << answer.body;
    const auto body = json::parse(answer.body).value();
    EXPECT_EQ(body.at_pointer("/user/sub").as_string(), "auth0|mia");
    EXPECT_EQ(body.at_pointer("/tenant/id").as_string(), "demo-tenant");
    EXPECT_EQ(body.at_pointer("/role").as_string(), "member");
    EXPECT_FALSE(body.at_pointer("/platform_admin").as_bool());
  });
}

TEST(GaragePlatform, readiness_and_metrics_are_not_told_through_the_edge) {
  GarageSite site;
  on_garage(site, [&](const Garage& garage) -> Task<> {
    for (const auto* path : {"/health", "/ready", "/metrics"}) {
      auto inside = request_of(http::Verb::get, path, "");
      inside.headers.set("Host", "localhost");
      const auto direct = co_await garage.answer(inside);
      EXPECT_EQ(direct.status, 200) << path << direct.body;
      inside.headers.set("X-Forwarded-For", "203.0.113.7");
      const auto through_the_edge = co_await garage.answer(inside);
      EXPECT_EQ(through_the_edge.status, std::string_view(path) == "/health" ? 200 : 404) << path;
    }
  });
}

}  // namespace
}  // namespace mvp::garage
