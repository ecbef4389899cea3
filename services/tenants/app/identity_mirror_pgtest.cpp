#include <thread>

#include "app/identity_mirror_testing.hpp"
#include "app/identity_mirror_thread.hpp"
#include "mvp/pg/migrator.hpp"

namespace mvp::tenants {
namespace {

const std::string demo = "/api/v1/tenants/demo-tenant";

/// The platform with its people, a mirror that has told the provider of all of them, and nina, who is no member.
using PeopleTest = std::function<Task<>(TestPlatform&, const Callers&, ManagementApi&, TestMirror&)>;
void on_mirrored_platform(const PeopleTest& body) {
  on_platform([&](TestPlatform& platform, const Callers& callers) -> Task<> {
    ManagementApi api;
    for (const std::string name : {"adam", "carl", "dora", "mia", "nina", "vera"}) api.add_user("auth0|" + name);
    TestMirror mirror(co_await boost::asio::this_coro::executor, platform, config_of(api));
    co_await mirror.work_off();
    EXPECT_EQ(mirror.waiting(), "");
    co_await body(platform, callers, api, mirror);
  });
}

/// A change through the API: who is queued by it, and what the provider knows of nina when it has been told.
Task<> expect_mirrored(ManagementApi& api, TestMirror& mirror, Task<http::Response> change, std::string ninas, std::string queued = "nina") {
  const auto answer = co_await std::move(change);
  EXPECT_LT(answer.status, 300) << answer.body;
  EXPECT_EQ(mirror.waiting(), queued) << answer.body;
  co_await mirror.work_off();
  EXPECT_EQ(api.app_metadata("auth0|nina"), ninas);
}

TEST(IdentityMirror, the_provider_knows_every_garage_of_a_person_and_the_role_there) {
  on_mirror([](TestPlatform&, const Callers&, ManagementApi& api, TestMirror& mirror) -> Task<> {
    join(mirror, "mia", "demo-tenant", "viewer");
    join(mirror, "mia", "acme-corp", "owner");
    co_await mirror.work_off();
    EXPECT_EQ(api.app_metadata("auth0|mia"), R"({"tenants":{"acme-corp":"owner","demo-tenant":"viewer"}})");
    EXPECT_EQ(mirror.state("auth0|mia"), "mirrored");
    EXPECT_EQ(api.patches(), 1) << "one call for both: what counts is the present state";
  });
}

TEST(IdentityMirror, what_others_keep_in_app_metadata_stays_and_an_empty_list_is_taken_away) {
  on_mirror([](TestPlatform&, const Callers&, ManagementApi& api, TestMirror& mirror) -> Task<> {
    api.add_user("auth0|mia", {{"tenant_id", "demo-tenant"}, {"tenants", json::Object{{"long-gone", "owner"}}}});
    join(mirror, "mia");
    co_await mirror.work_off();
    EXPECT_EQ(api.app_metadata("auth0|mia"), R"({"tenant_id":"demo-tenant","tenants":{"demo-tenant":"member"}})");
    mirror.query("DELETE FROM memberships");
    co_await mirror.work_off();
    EXPECT_EQ(api.app_metadata("auth0|mia"), R"({"tenant_id":"demo-tenant"})");
  });
}

TEST(IdentityMirror, approval_change_of_role_suspension_removal_leaving_and_invitation_all_reach_the_provider) {
  on_mirrored_platform([](TestPlatform& platform, const Callers& callers, ManagementApi& api, TestMirror& mirror) -> Task<> {
    const auto dora = callers.person("dora"), nina = callers.person("nina");
    const auto ninas = demo + "/members/auth0%7Cnina";
    const auto asked = co_await nina.post(demo + "/signups");
    EXPECT_EQ(mirror.waiting(), "") << "asking is not belonging";
    co_await expect_mirrored(api, mirror, dora.put("/api/v1/signups/" + field(asked, "/id") + "/approve"), R"({"tenants":{"demo-tenant":"member"}})");
    co_await expect_mirrored(api, mirror, dora.put(ninas, R"({"role":"admin"})"), R"({"tenants":{"demo-tenant":"admin"}})");
    co_await expect_mirrored(api, mirror, dora.put(ninas, R"({"role":"admin","state":"suspended"})"), "{}");
    co_await expect_mirrored(api, mirror, dora.put(ninas, R"({"role":"viewer","state":"active"})"), R"({"tenants":{"demo-tenant":"viewer"}})");
    co_await expect_mirrored(api, mirror, nina.post(demo + "/leave"), "{}");
    const auto invited = co_await dora.post(demo + "/invitations", R"({"email":"nina@example.test","role":"viewer"})");
    const auto token = platform.shared.invitation_tokens.of(field(invited, "/id"));
    co_await expect_mirrored(api, mirror, nina.post("/api/v1/invitations/accept", R"({"token":")" + token + "\"}"), R"({"tenants":{"demo-tenant":"viewer"}})");
    co_await expect_mirrored(api, mirror, dora.send(http::Verb::delete_, ninas), "{}");
  });
}

TEST(IdentityMirror, a_suspended_garage_stays_in_the_list) {
  on_mirrored_platform([](TestPlatform&, const Callers& callers, ManagementApi& api, TestMirror& mirror) -> Task<> {
    const auto suspended = co_await callers.operator_().post(demo + "/suspend?wait=20");
    EXPECT_EQ(field(suspended, "/tenant/status"), "suspended") << suspended.body;
    EXPECT_EQ(mirror.waiting(), "");
    EXPECT_EQ(api.app_metadata("auth0|mia"), R"({"tenants":{"demo-tenant":"member"}})");
  });
}

TEST(IdentityMirror, a_change_that_was_rolled_back_queues_nobody) {
  on_mirror([](TestPlatform&, const Callers&, ManagementApi&, TestMirror& mirror) -> Task<> {
    const auto undone = co_await mirror.db().transaction(Context{}, [](pg::Transaction& tx) -> Task<Result<>> {
      co_await tx.exec("INSERT INTO memberships (tenant_id, user_sub, role) SELECT id, 'auth0|mia', 'member' FROM tenants");
      co_return fail(Errc::conflict, "someone else was first");
    });
    EXPECT_FALSE(undone);
    EXPECT_EQ(mirror.state("auth0|mia"), "");
  });
}

TEST(IdentityMirror, no_statement_that_changes_memberships_or_a_garages_name_escapes_the_queue) {
  on_mirror([](TestPlatform&, const Callers&, ManagementApi& api, TestMirror& mirror) -> Task<> {
    join(mirror, "mia");
    co_await mirror.work_off();
    mirror.query("UPDATE tenants SET slug = 'renamed' WHERE slug = 'demo-tenant'");
    EXPECT_EQ(mirror.waiting(), "mia");
    co_await mirror.work_off();
    EXPECT_EQ(api.app_metadata("auth0|mia"), R"({"tenants":{"renamed":"member"}})");
    mirror.query("UPDATE memberships SET user_sub = 'auth0|nina'");
    EXPECT_EQ(mirror.waiting(), "mia nina") << "the one who lost it and the one who got it";
    co_await mirror.work_off();
    EXPECT_EQ(api.app_metadata("auth0|mia") + api.app_metadata("auth0|nina"), R"({}{"tenants":{"renamed":"member"}})");
    mirror.query("UPDATE tenants SET name = 'New paint', version = version + 1");
    EXPECT_EQ(mirror.waiting(), "");
  });
}

TEST(IdentityMirror, members_from_before_the_mirror_are_queued_by_the_migration) {
  const auto database = testing::PostgresServer::instance().create_database();
  auto steps = pg::read_migrations(MVP_SOURCE_DIR "/db/platform");
  const auto all = steps;
  steps.resize(7);
  pg::migrate(database, steps);
  ask(database, "INSERT INTO tenants (id, slug, name) SELECT gen_random_uuid(), slug, slug FROM unnest(ARRAY['demo-tenant', 'acme-corp']) slug");
  ask(database, "INSERT INTO memberships (tenant_id, user_sub, role) SELECT id, 'auth0|mia', 'member' FROM tenants");
  pg::migrate(database, all);
  EXPECT_EQ(ask(database, "SELECT string_agg(user_sub || ' ' || state, ', ') FROM identity_mirror"), "auth0|mia waiting");
}

TEST(IdentityMirror, a_process_that_died_between_telling_and_marking_leaves_the_person_to_the_next) {
  on_mirror([](TestPlatform&, const Callers&, ManagementApi& api, TestMirror& mirror) -> Task<> {
    join(mirror, "mia");
    IdentityMirrorRepository dead(mirror.db());
    ManagementClient told(mirror.client(), config_of(api));
    const auto claimed = co_await dead.claim(Context{}, std::chrono::seconds(60));
    co_await told.merge_app_metadata(Context{}, "auth0|mia", {{"tenants", json::Object{{"demo-tenant", "member"}}}});
    const auto meanwhile = co_await mirror.work_off();
    EXPECT_EQ(meanwhile, 0) << "the lease holds";
    mirror.query("UPDATE memberships SET role = 'admin'");
    mirror.skip_time();
    co_await mirror.work_off();
    EXPECT_EQ(api.app_metadata("auth0|mia"), R"({"tenants":{"demo-tenant":"admin"}})");
    co_await dead.give_up(Context{}, *claimed, "came back to life");
    EXPECT_EQ(mirror.state("auth0|mia"), "mirrored");
  });
}

TEST(IdentityMirror, a_change_while_the_provider_is_told_is_told_too) {
  on_mirror([](TestPlatform&, const Callers&, ManagementApi& api, TestMirror& mirror) -> Task<> {
    join(mirror, "mia");
    api.during_patches([&] {
      api.during_patches({});
      mirror.query("UPDATE memberships SET role = 'owner'");
    });
    const auto first = co_await mirror.run_one();
    EXPECT_TRUE(first.was_due);
    EXPECT_EQ(api.app_metadata("auth0|mia"), R"({"tenants":{"demo-tenant":"member"}})");
    EXPECT_EQ(mirror.state("auth0|mia"), "waiting");
    co_await mirror.work_off();
    EXPECT_EQ(api.app_metadata("auth0|mia"), R"({"tenants":{"demo-tenant":"owner"}})");
    EXPECT_EQ(mirror.state("auth0|mia"), "mirrored");
  });
}

TEST(IdentityMirror, while_one_tells_of_a_person_nobody_else_does_even_if_the_person_changes) {
  on_mirror([](TestPlatform&, const Callers&, ManagementApi& api, TestMirror& mirror) -> Task<> {
    join(mirror, "mia");
    IdentityMirrorRepository other(mirror.db());
    const auto claimed = co_await other.claim(Context{}, std::chrono::seconds(60));
    EXPECT_TRUE(claimed);
    mirror.query("UPDATE memberships SET role = 'owner'");
    const auto turns = co_await mirror.work_off();
    EXPECT_EQ(turns, 0) << "an older state could land last";
    co_await other.mark_mirrored(Context{}, *claimed);
    co_await mirror.work_off();
    EXPECT_EQ(api.app_metadata("auth0|mia"), R"({"tenants":{"demo-tenant":"owner"}})");
  });
}

TEST(IdentityMirror, of_several_mirrors_each_person_is_told_of_by_one) {
  on_mirror([](TestPlatform& platform, const Callers&, ManagementApi& api, TestMirror& mirror) -> Task<> {
    for (int i = 0; i < 20; ++i) {
      api.add_user("auth0|p" + std::to_string(i));
      join(mirror, "p" + std::to_string(i));
    }
    {
      std::vector<std::jthread> threads;
      for (int i = 0; i < 4; ++i)
        threads.emplace_back([&] {
          testing::run([&](boost::asio::any_io_executor executor) -> Task<> {
            TestMirror another(executor, platform, config_of(api));
            co_await another.work_off();
          });
        });
    }
    EXPECT_EQ(api.patches(), 20);
    EXPECT_EQ(mirror.waiting(), "");
    co_return;
  });
}

TEST(IdentityMirror, operators_see_who_waits_who_failed_and_why) {
  on_mirror([](TestPlatform&, const Callers& callers, ManagementApi&, TestMirror& mirror) -> Task<> {
    for (const std::string name : {"mia", "nobody"}) join(mirror, name);
    co_await mirror.work_off();
    join(mirror, "nina");
    const auto address = std::string("/api/v1/identity-mirror");
    const auto all = co_await callers.operator_().get(address);
    EXPECT_EQ(all.status, 200) << all.body;
    EXPECT_EQ(field(all, "/is_enabled") + field(all, "/waiting") + field(all, "/mirrored") + field(all, "/failed"), "false111");
    EXPECT_EQ(field(all, "/items/0/sub"), "auth0|mia");
    EXPECT_EQ(field(all, "/last_success_at"), field(all, "/items/0/mirrored_at"));
    const auto failed = co_await callers.operator_().get(address + "?state=failed");
    EXPECT_EQ(field(failed, "/items/0/sub"), "auth0|nobody");
    EXPECT_EQ(field(failed, "/items/0/last_error"), "The provider knows no such user.");
    EXPECT_EQ(json::parse(failed.body)->at("items").as_array().size(), 1u);
    const auto nonsense = co_await callers.operator_().get(address + "?state=lost");
    EXPECT_EQ(nonsense.status, 422);
    const auto person = co_await callers.person("mia").get(address);
    EXPECT_EQ(person.status, 403);
  });
}

TEST(IdentityMirror, the_thread_of_the_process_tells_of_changes_and_ends_when_told) {
  on_mirror([](TestPlatform& platform, const Callers&, ManagementApi& api, TestMirror& mirror) -> Task<> {
    join(mirror, "mia");
    auto settings = platform.settings();
    settings.management = config_of(api);
    Shared shared(settings);
    {
      const IdentityMirrorThread thread(shared);
      while (mirror.state("auth0|mia") != "mirrored") std::this_thread::yield();
    }
    EXPECT_EQ(api.app_metadata("auth0|mia"), R"({"tenants":{"demo-tenant":"member"}})");
    co_return;
  });
}

TEST(IdentityMirror, without_a_management_api_people_wait_and_nobody_is_told) {
  on_mirror([](TestPlatform& platform, const Callers&, ManagementApi& api, TestMirror& mirror) -> Task<> {
    join(mirror, "mia");
    { const IdentityMirrorThread thread(platform.shared); }
    EXPECT_EQ(mirror.state("auth0|mia"), "waiting");
    EXPECT_EQ(api.patches() + api.token_fetches(), 0);
    co_return;
  });
}

}  // namespace
}  // namespace mvp::tenants
