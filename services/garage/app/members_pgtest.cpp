#include <gtest/gtest.h>

#include "app/garage_site.hpp"

namespace mvp::garage {
namespace {

/// A change as the page would send it.
struct Change {
  http::Verb method{};
  std::string target, body{};
};

Task<http::Response> send(const Garage& garage, Change change, std::string token) {
  auto request = request_of(change.method, change.target, token, change.body);
  request.headers.set("If-Match", "\"7\"");
  co_return co_await garage.answer(std::move(request));
}

const std::string mia = "/api/members/auth0%7Cmia", olga = "/api/members/auth0%7Colga";

TEST(GarageMembers, are_changed_at_the_control_plane_by_the_person_themselves_under_the_version_they_have_read) {
  GarageSite site;
  const auto token = site.let_in("auth0|adam", "admin");
  site.let_in("auth0|mia", "member");
  on_garage(site, [&](const Garage& garage) -> Task<> {
    co_await send(garage, {http::Verb::put, mia, R"({"role":"viewer","state":"suspended"})"}, token);
    co_await send(garage, {http::Verb::post, "/api/invitations", R"({"email":"nina@demo.example"})"}, token);
    co_await send(garage, {http::Verb::get, "/api/invitations?state=pending"}, token);
    co_await send(garage, {http::Verb::put, "/api/signup-policy", R"({"accepts":false})"}, token);
    const auto asked = site.platform.asked();
    EXPECT_EQ(asked.size(), 4u);
    EXPECT_EQ(asked.at(0).method, http::Verb::put);
    EXPECT_EQ(asked.at(0).target, "/api/v1/tenants/demo-tenant/members/auth0%7Cmia");
    EXPECT_EQ(asked.at(0).body, R"({"role":"viewer","state":"suspended"})");
    EXPECT_EQ(asked.at(0).if_match, "\"7\"");
    EXPECT_EQ(asked.at(1).target, "/api/v1/tenants/demo-tenant/invitations");
    EXPECT_EQ(asked.at(2).target, "/api/v1/tenants/demo-tenant/invitations?state=pending");
    EXPECT_EQ(asked.at(3).target, "/api/v1/tenants/demo-tenant/signup-policy");
    for (const auto& a : asked) EXPECT_EQ(a.authorization, "Bearer " + token);
  });
}

TEST(GarageMembers, names_and_addresses_are_not_a_garages_to_change) {
  GarageSite site;
  const auto token = site.let_in("auth0|adam", "admin");
  on_garage(site, [&](const Garage& garage) -> Task<> {
    const auto refused = co_await send(garage, {http::Verb::put, mia, R"({"role":"viewer","email":"x@attacker.example"})"}, token);
    EXPECT_EQ(refused.status, 422);
    EXPECT_TRUE(site.platform.asked().empty());
  });
}

TEST(GarageMembers, nobody_is_removed_and_no_owner_made_or_changed_without_a_recent_sign_in) {
  GarageSite site;
  const auto earlier = site.let_in("auth0|dora", "owner");
  const auto just_now = site.token_of("auth0|dora", {{"auth_time", oidc_testing::now_in_seconds()}});
  const auto an_hour_ago = site.token_of("auth0|dora", {{"auth_time", oidc_testing::now_in_seconds() - 3600}});
  site.let_in("auth0|mia", "member");
  site.let_in("auth0|olga", "owner");
  site.platform.suspend("auth0|olga");
  const std::vector<Change> dangerous{{http::Verb::delete_, mia},
                                      {http::Verb::put, mia, R"({"role":"owner"})"},
                                      {http::Verb::put, olga, R"({"role":"viewer"})"},
                                      {http::Verb::put, olga, R"({"role":"owner","state":"active"})"},
                                      {http::Verb::post, "/api/invitations", R"({"email":"nina@demo.example","role":"owner"})"}};
  const std::vector<Change> ordinary{{http::Verb::put, mia, R"({"role":"admin"})"},
                                     {http::Verb::put, mia, R"({"role":"member","state":"suspended"})"},
                                     {http::Verb::post, "/api/invitations", R"({"email":"nina@demo.example","role":"admin"})"},
                                     {http::Verb::post, "/api/leave"}};
  on_garage(site, [&](const Garage& garage) -> Task<> {
    for (const auto& change : dangerous) {
      for (const auto& token : {earlier, an_hour_ago}) {
        const auto refused = co_await send(garage, change, token);
        EXPECT_EQ(refused.status, 401) << change.target << change.body;
        EXPECT_NE(refused.body.find("\"login_url\":\"/auth/login?max_age=600\""), std::string::npos) << refused.body;
      }
    }
    EXPECT_TRUE(site.platform.asked().empty());
    for (const auto& change : dangerous) EXPECT_EQ((co_await send(garage, change, just_now)).status, 200) << change.target;
    for (const auto& change : ordinary) EXPECT_EQ((co_await send(garage, change, earlier)).status, 200) << change.target << change.body;
    EXPECT_EQ(site.platform.asked().size(), dangerous.size() + ordinary.size());
  });
}

}  // namespace
}  // namespace mvp::garage
