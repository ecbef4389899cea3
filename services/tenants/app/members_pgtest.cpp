#include "app/test_outbox.hpp"

namespace mvp::tenants {
namespace {

const std::string demo = "/api/v1/tenants/demo-tenant";

std::string member(const std::string& name) { return demo + "/members/auth0%7C" + name; }

TEST(MemberRules, the_last_active_owner_can_neither_leave_nor_be_removed_demoted_or_suspended) {
  on_platform([](TestPlatform&, const Callers& callers) -> Task<> {
    const auto dora = callers.person("dora"), olivia = callers.person("olivia");
    const auto suspended_owner = co_await dora.put(member("adam"), R"({"role":"owner"})");
    EXPECT_EQ(suspended_owner.status, 200) << suspended_owner.body;
    co_await dora.put(member("adam"), R"({"role":"owner","state":"suspended"})");
    const http::Response answers[] = {co_await dora.post(demo + "/leave"),
                                      co_await dora.send(http::Verb::delete_, member("dora")),
                                      co_await dora.put(member("dora"), R"({"role":"admin"})"),
                                      co_await olivia.put(member("dora"), R"({"role":"owner","state":"suspended"})"),
                                      co_await olivia.send(http::Verb::delete_, member("dora"))};
    for (const auto& answer : answers) {
      EXPECT_EQ(answer.status, 409) << answer.body;
      EXPECT_EQ(field(answer, "/detail"), "This is the last owner. Make somebody else an owner first.");
    }
  });
}

TEST(MemberRules, anybody_may_leave) {
  on_platform([](TestPlatform& platform, const Callers& callers) -> Task<> {
    const auto vera = callers.person("vera");
    const auto left = co_await vera.post(demo + "/leave");
    EXPECT_EQ(left.status, 204) << left.body;
    const auto outside = co_await vera.get(demo);
    EXPECT_EQ(outside.status, 404);
    EXPECT_EQ(ask(platform.database, "SELECT actor || ' ' || target FROM audit_log WHERE action = 'member.leave'"), "auth0|vera auth0|vera");
    const auto never_in = co_await callers.person("olivia").post(demo + "/leave");
    EXPECT_EQ(never_in.status, 404);
  });
}

TEST(MemberRules, an_admin_neither_suspends_nor_removes_an_owner) {
  on_platform([](TestPlatform&, const Callers& callers) -> Task<> {
    co_await callers.person("dora").put(member("mia"), R"({"role":"owner"})");
    const auto adam = callers.person("adam");
    const auto suspended = co_await adam.put(member("mia"), R"({"role":"owner","state":"suspended"})");
    EXPECT_EQ(suspended.status, 403);
    const auto removed = co_await adam.send(http::Verb::delete_, member("mia"));
    EXPECT_EQ(removed.status, 403);
    EXPECT_EQ(field(removed, "/detail"), "Only an owner can make or change an owner.");
    const auto himself = co_await adam.put(member("adam"), R"({"role":"owner"})");
    EXPECT_EQ(himself.status, 403);
  });
}

TEST(MemberRules, a_suspension_and_a_new_role_count_the_version_and_show_in_the_next_snapshot) {
  on_platform([](TestPlatform&, const Callers& callers) -> Task<> {
    const auto garage = callers.garage("demo-tenant");
    const auto dora = callers.person("dora"), mia = callers.person("mia");
    auto known = co_await garage.get(demo + "/snapshot");
    for (const std::string body : {R"({"role":"viewer"})", R"({"role":"viewer","state":"suspended"})"}) {
      const auto before = co_await callers.person("dora").get(demo + "/members");
      const auto changed = co_await dora.put(member("mia"), body);
      EXPECT_EQ(changed.status, 200) << changed.body;
      EXPECT_EQ(std::stoi(field(changed, "/version")), std::stoi(field(before, "/items/2/version")) + 1) << before.body;
      http::Headers etag;
      etag.set("If-None-Match", std::string(known.headers.find("ETag")));
      known = co_await garage.send(http::Verb::get, demo + "/snapshot", {}, etag);
      EXPECT_EQ(known.status, 200);
    }
    EXPECT_EQ(field(known, "/members/2/state"), "suspended");
    const auto shut_out = co_await mia.get(demo);
    EXPECT_EQ(shut_out.status, 404);
  });
}

TEST(MemberRules, of_two_admins_who_suspend_one_another_at_once_one_wins) {
  on_platform([](TestPlatform& platform, const Callers& callers) -> Task<> {
    co_await callers.person("dora").put(member("mia"), R"({"role":"admin"})");
    std::atomic<int> won = 0, lost = 0;
    {
      std::vector<std::jthread> threads;
      for (const auto& [who, whom] : {std::pair<std::string, std::string>("adam", "mia"), std::pair<std::string, std::string>("mia", "adam")})
        threads.emplace_back([&, who, whom] {
          testing::run([&](boost::asio::any_io_executor executor) -> Task<> {
            const ControlPlane control_plane(executor, platform.shared);
            const Callers here(platform, control_plane.router());
            const auto answer = co_await here.person(who).put(member(whom), R"({"role":"admin","state":"suspended"})");
            ++(answer.status == 200 ? won : lost);
            EXPECT_TRUE(answer.status == 200 || answer.status == 409 || answer.status == 404) << answer.body;
          });
        });
    }
    EXPECT_EQ(won, 1);
    EXPECT_EQ(lost, 1);
    EXPECT_EQ(ask(platform.database, "SELECT count(*) FROM memberships WHERE state = 'suspended'"), "1");
  });
}

}  // namespace
}  // namespace mvp::tenants
