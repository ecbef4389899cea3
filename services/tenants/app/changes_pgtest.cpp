#include "app/test_outbox.hpp"
#include "app/test_platform.hpp"

namespace mvp::tenants {
namespace {

const std::string tenants = "/api/v1/tenants";
const std::string demo = tenants + "/demo-tenant";

Task<> suspend_and_archive(const Callers& callers) {
  const auto root = callers.operator_();
  co_await root.post(demo + "/suspend");
  const auto archived = co_await root.post(demo + "/archive?wait=20");
  if (archived.status != 200) throw std::runtime_error("cannot archive: " + archived.body);
}

TEST(Archiving, packs_the_stack_away_and_tells_the_owners_until_when_it_is_kept) {
  on_platform([](TestPlatform& platform, const Callers& callers) -> Task<> {
    const auto olivia = callers.person("olivia");
    const auto too_soon = co_await olivia.post(demo + "/archive");
    EXPECT_EQ(too_soon.status, 409);
    EXPECT_EQ(field(too_soon, "/detail"), "Only a suspended tenant can be archived; this one is active.");
    co_await olivia.post(demo + "/suspend");
    const auto archived = co_await olivia.post(demo + "/archive?wait=20");
    EXPECT_EQ(archived.status, 200) << archived.body;
    EXPECT_EQ(field(archived, "/tenant/status"), "archived");
    EXPECT_EQ(field(archived, "/tenant/stack"), "archived");
    EXPECT_EQ(field(archived, "/operation/result/archive_bytes"), "4711");
    EXPECT_EQ(platform.node.state_of("demo-tenant"), "archived");
    const auto day = field(archived, "/tenant/purge_after").substr(0, 10);
    EXPECT_EQ(ask(platform.database, "SELECT (purge_after - archived_at) BETWEEN interval '29 days 23 hours' AND interval '30 days' FROM tenants "
                                     "WHERE slug = 'demo-tenant'"), "t");
    EXPECT_EQ(ask(platform.database, "SELECT string_agg(recipient || ' ' || (data->>'day'), ',') FROM outbox_mails WHERE template = 'tenant_archived'"),
              "dora@example.test " + day);
  });
}

TEST(Archiving, that_is_undone_recalls_its_mails) {
  on_platform([](TestPlatform& platform, const Callers& callers) -> Task<> {
    const auto root = callers.operator_();
    co_await root.post(demo + "/suspend");
    platform.node.status = 503;
    const auto begun = co_await root.post(demo + "/archive");
    const auto cancelled = co_await root.post("/api/v1/operations/" + field(begun, "/operation/id") + "/cancel");
    EXPECT_EQ(cancelled.status, 202) << cancelled.body;
    platform.node.status = 200;
    const auto over = co_await root.post("/api/v1/operations/" + field(begun, "/operation/id") + "/cancel?wait=20");
    EXPECT_EQ(field(over, "/state"), "cancelled") << over.body;
    EXPECT_EQ(ask(platform.database, "SELECT state FROM outbox_mails WHERE template = 'tenant_archived'"), "recalled");
    const auto tenant = co_await root.get(demo);
    EXPECT_EQ(field(tenant, "/status"), "suspended");
    EXPECT_EQ(field(tenant, "/purge_after"), "null");
  });
}

TEST(Restoring, brings_a_tenant_back_as_it_was_or_open) {
  on_platform([](TestPlatform& platform, const Callers& callers) -> Task<> {
    const auto olivia = callers.person("olivia");
    co_await suspend_and_archive(callers);
    const auto nowhere = co_await olivia.post(demo + "/restore", R"({"to":"purged"})");
    EXPECT_EQ(nowhere.status, 422);
    const auto back = co_await olivia.post(demo + "/restore?wait=20");
    EXPECT_EQ(field(back, "/tenant/status"), "suspended") << back.body;
    EXPECT_EQ(field(back, "/tenant/purge_after"), "null");
    EXPECT_EQ(platform.node.state_of("demo-tenant"), "hibernated");
    co_await olivia.post(demo + "/archive?wait=20");
    const auto open = co_await olivia.post(demo + "/restore?wait=20", R"({"to":"active"})");
    EXPECT_EQ(field(open, "/tenant/status"), "active") << open.body;
    EXPECT_EQ(platform.node.state_of("demo-tenant"), "running");
  });
}

TEST(Purging, needs_the_name_and_its_day_or_the_operators_force) {
  on_platform([](TestPlatform& platform, const Callers& callers) -> Task<> {
    const auto olivia = callers.person("olivia");
    co_await suspend_and_archive(callers);
    const auto unnamed = co_await olivia.post(demo + "/purge", R"({"confirm":"demo"})");
    EXPECT_EQ(unnamed.status, 422);
    EXPECT_EQ(field(unnamed, "/field"), "/confirm");
    const auto early = co_await olivia.post(demo + "/purge", R"({"confirm":"demo-tenant"})");
    EXPECT_EQ(early.status, 409);
    EXPECT_EQ(field(early, "/code"), "too_early");
    const auto forced = co_await olivia.post(demo + "/purge", R"({"confirm":"demo-tenant","force":true})");
    EXPECT_EQ(forced.status, 403);
    EXPECT_EQ(platform.node.state_of("demo-tenant"), "archived");
    ask(platform.database, "UPDATE tenants SET purge_after = now() WHERE slug = 'demo-tenant'");
    const auto due = co_await olivia.post(demo + "/purge?wait=20", R"({"confirm":"demo-tenant"})");
    EXPECT_EQ(field(due, "/tenant/status"), "purged") << due.body;
  });
}

TEST(Purging, leaves_the_proof_the_audit_and_the_name_and_nothing_of_the_people) {
  on_platform([](TestPlatform& platform, const Callers& callers) -> Task<> {
    const auto root = callers.operator_();
    co_await callers.person("nina").post(demo + "/signups");
    co_await callers.person("dora").post(demo + "/invitations", R"({"email":"oscar@example.test"})");
    co_await suspend_and_archive(callers);
    const auto stack = platform.node.id_of("demo-tenant");
    const auto purged = co_await root.post(demo + "/purge?wait=20", R"({"confirm":"demo-tenant","force":true})");
    EXPECT_EQ(purged.status, 200) << purged.body;
    EXPECT_EQ(field(purged, "/operation/result/stack_id"), stack);
    EXPECT_EQ(field(purged, "/operation/result/removed"), R"(["pg","redis","files"])");
    EXPECT_EQ(field(purged, "/operation/result/forgotten"), R"({"mails":3,"signups":1,"invitations":1,"memberships":4})");
    EXPECT_EQ(field(purged, "/tenant/admin_user_id"), "null");
    EXPECT_EQ(field(purged, "/tenant/settings"), "{}");
    const auto audit = co_await root.get(demo + "/audit");
    EXPECT_EQ(field(audit, "/items/0/action"), "tenant.purged");
    EXPECT_EQ(field(audit, "/items/0/after/removed"), R"(["pg","redis","files"])");
    EXPECT_NE(audit.body.find("invitation.create"), std::string::npos);
    for (const auto* table : {"memberships", "tenant_signups", "tenant_invitations"})
      EXPECT_EQ(ask(platform.database, std::string("SELECT count(*) FROM ") + table + " WHERE tenant_id = (SELECT id FROM tenants WHERE slug = 'demo-tenant')"), "0") << table;
    EXPECT_EQ(ask(platform.database, "SELECT count(*) FROM outbox_mails WHERE data->>'tenant' = 'demo-tenant'"), "0");
    const auto again = co_await root.post(tenants, R"({"id":"demo-tenant"})");
    EXPECT_EQ(again.status, 409);
  });
}

TEST(Renaming, moves_the_tenant_and_leaves_nothing_at_the_old_name) {
  on_platform([](TestPlatform& platform, const Callers& callers) -> Task<> {
    const auto olivia = callers.person("olivia");
    const auto stack = platform.node.id_of("demo-tenant");
    const auto renamed = co_await olivia.post(demo + "/rename?wait=20", R"({"to":"road-runner"})");
    EXPECT_EQ(renamed.status, 200) << renamed.body;
    EXPECT_EQ(field(renamed, "/tenant/subdomain"), "road-runner");
    EXPECT_EQ(platform.node.id_of("road-runner"), stack);
    EXPECT_EQ(platform.node.state_of("demo-tenant"), "none");
    const auto members = co_await callers.person("dora").get(tenants + "/road-runner/members");
    EXPECT_EQ(members.status, 200);
    const auto old = co_await callers.person("dora").get(demo);
    const auto unknown = co_await callers.person("dora").get(tenants + "/never-was");
    EXPECT_EQ(old.status, 404);
    EXPECT_EQ(old.body, unknown.body);
    const auto own_audit = co_await callers.person("dora").get(tenants + "/road-runner/audit");
    EXPECT_EQ(field(own_audit, "/items/0/action"), "tenant.renamed");
    EXPECT_NE(own_audit.body.find("tenant.create"), std::string::npos) << "what was done under the old name";
  });
}

TEST(Renaming, takes_no_name_that_is_or_was_another_tenants_and_gives_its_own_back) {
  on_platform([](TestPlatform&, const Callers& callers) -> Task<> {
    const auto olivia = callers.person("olivia");
    for (const std::string to : {"acme-corp", "www", "a--b", "admin", "demo-tenant"}) {
      const auto refused = co_await olivia.post(demo + "/rename", R"({"to":")" + to + "\"}");
      EXPECT_EQ(refused.status, to == "acme-corp" ? 409 : 422) << to;
      EXPECT_EQ(field(refused, "/field"), "/to") << to;
    }
    co_await olivia.post(demo + "/rename?wait=20", R"({"to":"road-runner"})");
    const auto taken = co_await olivia.post(tenants + "/acme-corp/rename", R"({"to":"demo-tenant"})");
    EXPECT_EQ(taken.status, 409);
    const auto back = co_await olivia.post(tenants + "/road-runner/rename?wait=20", R"({"to":"demo-tenant"})");
    EXPECT_EQ(field(back, "/tenant/id"), "demo-tenant") << back.body;
  });
}

TEST(PlansOfTenants, are_moved_with_the_nodes_limits_and_shown_to_tenant_and_garage) {
  on_platform([](TestPlatform& platform, const Callers& callers) -> Task<> {
    const auto olivia = callers.person("olivia");
    const auto unknown = co_await olivia.post(demo + "/plan", R"({"plan":"gold"})");
    EXPECT_EQ(unknown.status, 422);
    EXPECT_EQ(field(unknown, "/detail"), "must be one of: free, standard, business");
    const auto founded = co_await olivia.post(tenants, R"({"id":"road-runner","plan":"gold"})");
    EXPECT_EQ(founded.status, 422);
    platform.node.become("demo-tenant", StackState::hibernated);
    const auto moved = co_await olivia.post(demo + "/plan?wait=20", R"({"plan":"business"})");
    EXPECT_EQ(moved.status, 200) << moved.body;
    EXPECT_EQ(field(moved, "/tenant/limits/idle_after_s"), "0");
    EXPECT_EQ(platform.node.state_of("demo-tenant"), "hibernated") << "nobody is woken for it";
    const auto told = json::parse(platform.node.last_body()).value().at("limits");
    EXPECT_EQ(json::serialize(told), R"({"idle_after_s":0,"memory_mb":1024,"cpu_percent":200,"processes":128,"disk_mb":20480})");
    const auto snapshot = co_await callers.garage("demo-tenant").get(demo + "/snapshot");
    EXPECT_EQ(field(snapshot, "/tenant/limits"), R"({"requests_per_s":500,"vehicles":2000,"members":1000})");
  });
}

TEST(PlansOfTenants, bound_how_many_belong_to_a_garage) {
  on_platform([](TestPlatform& platform, const Callers& callers) -> Task<> {
    const auto root = callers.operator_();
    co_await root.post(demo + "/plan?wait=20", R"({"plan":"free"})");
    const auto nina = co_await callers.person("nina").post(demo + "/signups");
    co_await root.put(demo + "/members/auth0%7Cfifth", R"({"role":"member"})");
    const auto sixth = co_await root.put(demo + "/members/auth0%7Csixth", R"({"role":"member"})");
    EXPECT_EQ(sixth.status, 409);
    EXPECT_EQ(field(sixth, "/code"), "garage_full");
    const auto invited = co_await callers.person("dora").post(demo + "/invitations", R"({"email":"oscar@example.test"})");
    EXPECT_EQ(invited.status, 409);
    const auto approved = co_await callers.person("dora").put("/api/v1/signups/" + field(nina, "/id") + "/approve");
    EXPECT_EQ(approved.status, 409);
    EXPECT_EQ(field(approved, "/detail"), "This garage has 5 members, as many as its plan \"free\" allows.");
    const auto changed = co_await root.put(demo + "/members/auth0%7Cfifth", R"({"role":"viewer"})");
    EXPECT_EQ(changed.status, 200) << "who belongs already may be changed";
    const auto rejected = co_await callers.person("dora").put("/api/v1/signups/" + field(nina, "/id") + "/reject");
    EXPECT_EQ(rejected.status, 200);
    co_await root.post(demo + "/plan?wait=20", R"({"plan":"business"})");
    co_await root.put(demo + "/members/auth0%7Csixth", R"({"role":"member"})");
    const auto fewer = co_await root.post(demo + "/plan", R"({"plan":"free"})");
    EXPECT_EQ(fewer.status, 409);
    EXPECT_EQ(field(fewer, "/detail"), "It has 6 members; the plan \"free\" allows 5.");
    EXPECT_EQ(platform.node.state_of("demo-tenant"), "running");
  });
}

TEST(PlansOfTenants, let_nobody_in_by_their_mail_domain_when_the_garage_is_full) {
  on_platform([](TestPlatform&, const Callers& callers) -> Task<> {
    const auto root = callers.operator_();
    co_await set_settings(callers, R"({"signup":{"auto_approve_domains":["example.test"]}})");
    co_await root.post(demo + "/plan?wait=20", R"({"plan":"free"})");
    const auto nina = co_await callers.person("nina").post(demo + "/signups");
    EXPECT_EQ(field(nina, "/status"), "approved");
    const auto oscar = co_await callers.person("oscar").post(demo + "/signups");
    EXPECT_EQ(field(oscar, "/status"), "pending") << "people look at it";
  });
}

TEST(Sleep, comes_and_goes_as_it_is_asked_for) {
  on_platform([](TestPlatform& platform, const Callers& callers) -> Task<> {
    const auto olivia = callers.person("olivia");
    const auto asleep = co_await olivia.post(demo + "/hibernate?wait=20");
    EXPECT_EQ(field(asleep, "/tenant/stack"), "hibernated") << asleep.body;
    EXPECT_EQ(platform.node.state_of("demo-tenant"), "hibernated");
    const auto awake = co_await olivia.post(demo + "/wake?wait=20");
    EXPECT_EQ(field(awake, "/tenant/stack"), "running") << awake.body;
    co_await olivia.post(demo + "/suspend");
    const auto refused = co_await olivia.post(demo + "/wake");
    EXPECT_EQ(refused.status, 409);
  });
}

TEST(Machine, takes_no_more_tenants_than_it_has_room_for) {
  on_empty_platform([](TestPlatform& platform, const Callers&) -> Task<> {
    platform.shared.settings.max_tenants = 1;
    const ControlPlane small(co_await boost::asio::this_coro::executor, platform.shared);
    const Callers callers(platform, small.router());
    const ReconcilerThread reconciler(platform.shared);
    const auto root = callers.operator_();
    const auto first = co_await root.post(tenants + "?wait=20", R"({"id":"demo-tenant"})");
    EXPECT_EQ(first.status, 201) << first.body;
    const auto second = co_await root.post(tenants, R"({"id":"acme-corp"})");
    EXPECT_EQ(second.status, 409);
    EXPECT_EQ(field(second, "/detail"), "This machine has room for 1 tenants, and has them (MVP_MAX_TENANTS).");
    EXPECT_EQ(field(second, "/code"), "machine_full");
  });
}

}  // namespace
}  // namespace mvp::tenants
