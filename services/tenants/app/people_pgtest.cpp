#include "app/test_platform.hpp"

namespace mvp::tenants {
namespace {

const std::string demo = "/api/v1/tenants/demo-tenant";

Task<std::string> sign_up(const Callers& callers, const std::string& name) {
  const auto answer = co_await callers.person(name).post(demo + "/signups");
  EXPECT_EQ(answer.status, 201) << answer.body;
  co_return field(answer, "/id");
}

TEST(Signups, a_request_is_filed_once_and_approval_makes_a_member) {
  on_platform([](TestPlatform&, const Callers& callers) -> Task<> {
    const auto nina = callers.person("nina");
    const auto id = co_await sign_up(callers, "nina");
    const auto again = co_await nina.post(demo + "/signups");
    EXPECT_EQ(again.status, 200);
    EXPECT_EQ(field(again, "/id"), id);
    const auto pending = co_await callers.person("adam").get(demo + "/signups?status=pending");
    EXPECT_EQ(field(pending, "/items/0/user_email"), "nina@example.test");
    const auto approved = co_await callers.person("adam").put("/api/v1/signups/" + id + "/approve", R"({"role":"viewer"})");
    EXPECT_EQ(approved.status, 200) << approved.body;
    EXPECT_EQ(field(approved, "/decided_by"), "auth0|adam");
    const auto me = co_await nina.get("/api/v1/me");
    EXPECT_EQ(field(me, "/memberships/0/role"), "viewer");
    EXPECT_EQ(field(me, "/signups/0/status"), "approved");
    const auto member = co_await nina.post(demo + "/signups");
    EXPECT_EQ(member.status, 409);
  });
}

TEST(Signups, are_decided_by_their_own_tenants_admins_only) {
  on_platform([](TestPlatform&, const Callers& callers) -> Task<> {
    const auto id = co_await sign_up(callers, "nina");
    const auto unknown = co_await callers.person("carl").put("/api/v1/signups/00000000-0000-4000-8000-000000000000/approve");
    for (const auto* name : {"carl", "mia", "nina"}) {
      const auto refused = co_await callers.person(name).put("/api/v1/signups/" + id + "/approve");
      EXPECT_EQ(refused.status, 404) << name;
      EXPECT_EQ(refused.body, unknown.body) << name;
    }
    const auto rejected = co_await callers.person("olivia").put("/api/v1/signups/" + id + "/reject", R"({"reason":"unknown to us"})");
    EXPECT_EQ(rejected.status, 200) << rejected.body;
  });
}

TEST(Signups, of_two_admins_who_decide_at_once_one_wins) {
  on_platform([](TestPlatform& platform, const Callers& callers) -> Task<> {
    const auto id = co_await sign_up(callers, "nina");
    std::atomic<int> won = 0, lost = 0;
    {
      std::vector<std::jthread> threads;
      for (const std::string name : {"adam", "dora", "olivia", "adam"})
        threads.emplace_back([&, name, verb = std::string(threads.size() % 2 == 0 ? "/approve" : "/reject")] {
          testing::run([&](boost::asio::any_io_executor executor) -> Task<> {
            const ControlPlane control_plane(executor, platform.shared);
            const Callers here(platform, control_plane.router());
            const auto answer = co_await here.person(name).put("/api/v1/signups/" + id + verb);
            ++(answer.status == 200 ? won : lost);
            EXPECT_TRUE(answer.status == 200 || answer.status == 409) << answer.body;
          });
        });
    }
    EXPECT_EQ(won, 1);
    EXPECT_EQ(lost, 3);
    co_return;
  });
}

TEST(Members, an_admin_cannot_touch_owners_nor_bring_in_a_stranger) {
  on_platform([](TestPlatform&, const Callers& callers) -> Task<> {
    const auto adam = callers.person("adam");
    const auto promoted = co_await adam.put(demo + "/members/auth0%7Cmia", R"({"role":"admin"})");
    EXPECT_EQ(promoted.status, 200) << promoted.body;
    const auto owner = co_await adam.put(demo + "/members/auth0%7Cmia", R"({"role":"owner"})");
    EXPECT_EQ(owner.status, 403);
    const auto demoted = co_await adam.put(demo + "/members/auth0%7Cdora", R"({"role":"viewer"})");
    EXPECT_EQ(demoted.status, 403);
    const auto stranger = co_await adam.put(demo + "/members/auth0%7Cxaver", R"({"role":"viewer"})");
    EXPECT_EQ(stranger.status, 404);
  });
}

TEST(Members, the_last_owner_stays) {
  on_platform([](TestPlatform&, const Callers& callers) -> Task<> {
    const auto dora = callers.person("dora");
    const auto gone = co_await dora.send(http::Verb::delete_, demo + "/members/auth0%7Cdora");
    EXPECT_EQ(gone.status, 409);
    const auto suspended = co_await callers.operator_().put(demo + "/members/auth0%7Cdora", R"({"role":"owner","state":"suspended"})");
    EXPECT_EQ(suspended.status, 409);
    const auto second = co_await dora.put(demo + "/members/auth0%7Cadam", R"({"role":"owner"})");
    EXPECT_EQ(second.status, 200) << second.body;
    const auto now = co_await dora.send(http::Verb::delete_, demo + "/members/auth0%7Cdora");
    EXPECT_EQ(now.status, 204);
    const auto outside = co_await dora.get(demo);
    EXPECT_EQ(outside.status, 404);
  });
}

}  // namespace
}  // namespace mvp::tenants
