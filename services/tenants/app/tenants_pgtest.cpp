#include "app/test_platform.hpp"

namespace mvp::tenants {
namespace {

const std::string tenants = "/api/v1/tenants";

TEST(TenantLife, a_new_tenant_has_a_running_stack_an_owner_and_an_audit_trail) {
  on_platform([](TestPlatform& platform, const Callers& callers) -> Task<> {
    const auto root = callers.operator_();
    const auto made = co_await root.post(tenants + "?wait=20", R"({"id":"road-runner","name":"Road Runner","admin_user_id":"auth0|rita"})");
    EXPECT_EQ(made.status, 201) << made.body;
    EXPECT_EQ(field(made, "/tenant/status"), "active");
    EXPECT_EQ(field(made, "/tenant/stack"), "running");
    EXPECT_EQ(field(made, "/operation/state"), "done");
    EXPECT_NE(platform.node.last_body().find(R"("state":"running")"), std::string::npos);
    const auto members = co_await callers.person("rita").get(tenants + "/road-runner/members");
    EXPECT_EQ(field(members, "/items/0/role"), "owner");
    const auto audit = co_await root.get(tenants + "/road-runner/audit");
    EXPECT_EQ(field(audit, "/items/0/action"), "tenant.activate");
    EXPECT_EQ(field(audit, "/items/1/action"), "tenant.create");
  });
}

TEST(TenantLife, a_slug_is_taken_once_and_reserved_names_never) {
  on_platform([](TestPlatform&, const Callers& callers) -> Task<> {
    const auto olivia = callers.person("olivia");
    const auto taken = co_await olivia.post(tenants, R"({"id":"demo-tenant"})");
    EXPECT_EQ(taken.status, 409);
    EXPECT_EQ(field(taken, "/field"), "/id");
    for (const std::string id : {"www", "admin", "a", "a--b", "-ab", "Demo", "ab-"}) {
      const auto refused = co_await olivia.post(tenants, R"({"id":")" + id + "\"}");
      EXPECT_EQ(refused.status, 422) << id;
    }
  });
}

TEST(TenantLife, a_signup_policy_is_replaced_whole_and_leaves_the_other_settings_as_they_are) {
  on_platform([](TestPlatform&, const Callers& callers) -> Task<> {
    co_await set_settings(callers, R"({"theme":"dark","signup":{"is_listed":false}})");
    const auto adam = callers.person("adam");
    const auto policy = tenants + "/demo-tenant/signup-policy";
    const auto read = co_await adam.get(policy);
    EXPECT_EQ(read.body, R"({"accepts":true,"is_listed":false,"auto_approve_domains":[]})");
    http::Headers headers;
    headers.set("If-Match", std::string(read.headers.find("ETag")));
    const auto refused = co_await adam.send(http::Verb::put, policy, R"({"accepts":true,"is_listed":true,"auto_approve_domains":["Acme"]})", headers);
    EXPECT_EQ(refused.status, 422);
    EXPECT_EQ(field(refused, "/field"), "/auto_approve_domains/0");
    const auto partial = co_await adam.send(http::Verb::put, policy, R"({"accepts":false})", headers);
    EXPECT_EQ(partial.status, 422);
    const std::string wanted = R"({"accepts":true,"is_listed":true,"auto_approve_domains":["acme.example"]})";
    const auto changed = co_await adam.send(http::Verb::put, policy, wanted, headers);
    EXPECT_EQ(changed.status, 200) << changed.body;
    EXPECT_EQ(changed.body, wanted);
    const auto tenant = co_await adam.get(tenants + "/demo-tenant");
    EXPECT_EQ(tenant.headers.find("ETag"), changed.headers.find("ETag"));
    EXPECT_EQ(field(tenant, "/settings/theme"), "dark");
    const auto stale = co_await adam.send(http::Verb::put, policy, wanted, headers);
    EXPECT_EQ(stale.status, 412);
    const auto audit = co_await adam.get(tenants + "/demo-tenant/audit");
    EXPECT_EQ(field(audit, "/items/0/action"), "tenant.update");
    EXPECT_EQ(field(audit, "/items/0/before/settings/signup/is_listed"), "false");
    const auto by_a_member = co_await callers.person("mia").get(policy);
    EXPECT_EQ(by_a_member.status, 403);
  });
}

TEST(AuditOfThePlatform, platform_admins_see_what_was_done_everywhere_and_page_by_page) {
  on_platform([](TestPlatform&, const Callers& callers) -> Task<> {
    co_await callers.operator_().put("/api/v1/platform-admins/auth0%7Crita", R"({"email":"rita@example.test"})");
    co_await callers.person("dora").put(tenants + "/demo-tenant/members/auth0%7Cmia", R"({"role":"viewer"})");
    const auto olivia = callers.person("olivia");
    const auto all = co_await olivia.get("/api/v1/audit");
    EXPECT_EQ(field(all, "/items/0/action"), "member.update");
    EXPECT_EQ(field(all, "/items/0/tenant"), "demo-tenant");
    EXPECT_EQ(field(all, "/items/1/action"), "platform_admin.grant");
    EXPECT_EQ(field(all, "/items/1/tenant"), "null");
    const auto next = co_await olivia.get("/api/v1/audit?cursor=" + field(all, "/items/0/id"));
    EXPECT_EQ(field(next, "/items/0/action"), "platform_admin.grant");
    const auto of_demo = co_await olivia.get(tenants + "/demo-tenant/audit");
    EXPECT_EQ(of_demo.body.find("platform_admin.grant"), std::string::npos);
    const auto by_an_owner = co_await callers.person("dora").get("/api/v1/audit");
    EXPECT_EQ(by_an_owner.status, 403);
  });
}

TEST(TenantLife, the_same_idempotency_key_is_the_same_operation) {
  on_platform([](TestPlatform&, const Callers& callers) -> Task<> {
    const auto olivia = callers.person("olivia");
    http::Headers headers;
    headers.set("Idempotency-Key", "k1");
    const auto first = co_await olivia.send(http::Verb::post, tenants, R"({"id":"road-runner"})", headers);
    const auto second = co_await olivia.send(http::Verb::post, tenants, R"({"id":"road-runner"})", headers);
    EXPECT_EQ(first.status, 202);
    EXPECT_EQ(second.status, 202);
    EXPECT_EQ(field(first, "/operation/id"), field(second, "/operation/id"));
    const auto other = co_await olivia.send(http::Verb::post, tenants, R"({"id":"coyote"})", headers);
    EXPECT_EQ(other.status, 422);
  });
}

TEST(TenantLife, an_update_of_a_stale_version_is_refused) {
  on_platform([](TestPlatform&, const Callers& callers) -> Task<> {
    const auto dora = callers.person("dora");
    const auto read = co_await dora.get(tenants + "/demo-tenant");
    http::Headers headers;
    headers.set("If-Match", std::string(read.headers.find("ETag")));
    const auto changed = co_await dora.send(http::Verb::put, tenants + "/demo-tenant", R"({"name":"New","settings":{"signup":{"accepts":false}}})", headers);
    EXPECT_EQ(changed.status, 200) << changed.body;
    const auto stale = co_await dora.send(http::Verb::put, tenants + "/demo-tenant", R"({"name":"Newer"})", headers);
    EXPECT_EQ(stale.status, 412);
    const auto without = co_await dora.put(tenants + "/demo-tenant", R"({"name":"Newer"})");
    EXPECT_EQ(without.status, 412);
    const auto closed = co_await callers.person("nina").post(tenants + "/demo-tenant/signups");
    EXPECT_EQ(closed.status, 403);
    EXPECT_EQ(field(closed, "/code"), "signups_closed");
  });
}

TEST(TenantLife, suspension_shows_in_the_next_snapshot_and_resuming_opens_again) {
  on_platform([](TestPlatform&, const Callers& callers) -> Task<> {
    const auto olivia = callers.person("olivia");
    const auto garage = callers.garage("demo-tenant");
    const auto before = co_await garage.get(tenants + "/demo-tenant/snapshot");
    http::Headers known;
    known.set("If-None-Match", std::string(before.headers.find("ETag")));
    const auto unchanged = co_await garage.send(http::Verb::get, tenants + "/demo-tenant/snapshot", {}, known);
    EXPECT_EQ(unchanged.status, 304);
    const auto suspended = co_await olivia.post(tenants + "/demo-tenant/suspend", R"({"reason":"unpaid"})");
    EXPECT_EQ(suspended.status, 200) << suspended.body;
    const auto after = co_await garage.send(http::Verb::get, tenants + "/demo-tenant/snapshot", {}, known);
    EXPECT_EQ(field(after, "/tenant/status"), "suspended");
    const auto shown = co_await callers.landing().get(tenants + "/demo-tenant/public");
    EXPECT_EQ(shown.status, 404);
    const auto twice = co_await olivia.send(http::Verb::post, tenants + "/acme-corp/resume");
    EXPECT_EQ(twice.status, 409);
    const auto resumed = co_await olivia.post(tenants + "/demo-tenant/resume?wait=20");
    EXPECT_EQ(resumed.status, 200) << resumed.body;
    EXPECT_EQ(field(resumed, "/tenant/status"), "active");
  });
}

TEST(TenantLife, a_service_token_needs_the_stacks_own_secret) {
  on_platform([](TestPlatform& platform, const Callers& callers) -> Task<> {
    const auto anyone = callers.stranger();
    const auto secret = json::parse(platform.node.last_body())->at("service_secret").as_string();  // acme-corp was last
    const auto ask = [&](const std::string& tenant) {
      return anyone.post("/api/v1/service-token", R"({"caller":"garage","tenant":")" + tenant + R"(","secret":")" + std::string(secret) + "\"}");
    };
    const auto own = co_await ask("acme-corp");
    EXPECT_EQ(own.status, 200) << own.body;
    const auto claims = platform.shared.signer.verify(field(own, "/token"));
    EXPECT_EQ(claims.value().tenant, "acme-corp");
    const auto foreign = co_await ask("demo-tenant");
    const auto unknown = co_await ask("no-such-one");
    EXPECT_EQ(foreign.status, 401);
    EXPECT_EQ(foreign.body, unknown.body);
  });
}

}  // namespace
}  // namespace mvp::tenants
