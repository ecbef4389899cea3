#include "app/test_outbox.hpp"
#include "signups/expiry.hpp"

namespace mvp::tenants {
namespace {

const std::string demo = "/api/v1/tenants/demo-tenant";

/// What the landing site sends for a visitor from that address, or somebody who shows `token` as if they were it.
http::Headers speaking_for(const std::string& remote, const std::string& token) {
  http::Headers headers;
  headers.set("X-Forwarded-For", remote);
  if (!token.empty()) headers.set("Service-Authorization", "Bearer " + token);
  return headers;
}

/// Requests to another tenant within this hour, written down as withdrawn.
void have_asked(const TestPlatform& platform, const std::string& sub, const std::string& remote, int times) {
  ask(platform.database, "INSERT INTO tenant_signups (id, tenant_id, user_sub, user_email, user_name, status, remote) "
                         "SELECT gen_random_uuid(), t.id, '" + sub + "', '', '', 'withdrawn', '" + remote + "' FROM tenants t, generate_series(1, " +
                             std::to_string(times) + ") WHERE t.slug = 'acme-corp'");
}

TEST(SignupRules, who_is_too_late_hears_who_decided) {
  on_platform([](TestPlatform&, const Callers& callers) -> Task<> {
    const auto id = co_await sign_up(callers, "nina");
    co_await decide(callers, id, "reject");
    const auto late = co_await callers.person("adam").put("/api/v1/signups/" + id + "/approve");
    EXPECT_EQ(late.status, 409);
    EXPECT_EQ(field(late, "/detail"), "dora has rejected this request already.");
  });
}

TEST(SignupRules, one_withdraws_ones_own_pending_request_and_may_ask_again_at_once) {
  on_platform([](TestPlatform& platform, const Callers& callers) -> Task<> {
    const auto nina = callers.person("nina");
    const auto id = co_await sign_up(callers, "nina");
    const auto unknown = co_await nina.send(http::Verb::delete_, "/api/v1/signups/00000000-0000-4000-8000-000000000000");
    for (const auto* name : {"otto", "adam", "olivia"}) {
      const auto refused = co_await callers.person(name).send(http::Verb::delete_, "/api/v1/signups/" + id);
      EXPECT_EQ(refused.status, 404) << name;
      EXPECT_EQ(refused.body, unknown.body) << name;
    }
    const auto gone = co_await nina.send(http::Verb::delete_, "/api/v1/signups/" + id);
    EXPECT_EQ(gone.status, 204) << gone.body;
    const auto twice = co_await nina.send(http::Verb::delete_, "/api/v1/signups/" + id);
    EXPECT_EQ(twice.status, 409);
    const auto late = co_await decide(callers, id, "approve");
    EXPECT_EQ(field(late, "/detail"), "The person has withdrawn this request.");
    const auto again = co_await sign_up(callers, "nina");
    EXPECT_NE(again, id);
    EXPECT_EQ(ask(platform.database, "SELECT count(*) FROM audit_log WHERE action = 'signup.withdraw' AND actor = 'auth0|nina'"), "1");
  });
}

TEST(SignupRules, after_a_rejection_one_waits_a_day) {
  on_platform([](TestPlatform& platform, const Callers& callers) -> Task<> {
    co_await decide(callers, co_await sign_up(callers, "nina"), "reject");
    const auto soon = co_await callers.person("nina").post(demo + "/signups");
    EXPECT_EQ(soon.status, 429) << soon.body;
    EXPECT_NEAR(std::stoi(std::string(soon.headers.find("Retry-After"))), 24 * 3'600, 60);
    const auto elsewhere = co_await callers.person("nina").post("/api/v1/tenants/acme-corp/signups");
    EXPECT_EQ(elsewhere.status, 201);
    ask(platform.database, "UPDATE tenant_signups SET decided_at = now() - interval '25 hours' WHERE status = 'rejected'");
    co_await sign_up(callers, "nina");
  });
}

TEST(SignupRules, one_sees_ones_own_requests_with_the_reason_and_when_one_may_ask_again) {
  on_platform([](TestPlatform& platform, const Callers& callers) -> Task<> {
    const auto nina = callers.person("nina");
    const auto id = co_await sign_up(callers, "nina");
    const auto waiting = co_await nina.get("/api/v1/me");
    EXPECT_EQ(field(waiting, "/signups/0/tenant_name"), "Demo");
    EXPECT_EQ(field(waiting, "/signups/0/may_ask_again_at"), "null");
    EXPECT_NE(field(waiting, "/signups/0/expires_at"), "null");
    co_await decide(callers, id, "reject", R"({"reason":"Not now."})");
    const auto rejected = co_await nina.get("/api/v1/me");
    EXPECT_EQ(field(rejected, "/signups/0/reason"), "Not now.");
    EXPECT_EQ(rejected.body.find("dora"), std::string::npos);
    EXPECT_EQ(ask(platform.database, "SELECT decided_at + interval '24 hours' = '" + field(rejected, "/signups/0/may_ask_again_at") + "'::timestamptz FROM tenant_signups"), "t");
    ask(platform.database, "UPDATE tenants SET status = 'suspended' WHERE slug = 'demo-tenant'");
    const auto suspended = co_await callers.person("mia").get("/api/v1/me");
    EXPECT_EQ(field(suspended, "/memberships/0/tenant_status"), "suspended");
  });
}

TEST(SignupRules, what_nobody_decides_within_thirty_days_expires_and_is_written_down) {
  on_platform([](TestPlatform& platform, const Callers& callers) -> Task<> {
    const auto id = co_await sign_up(callers, "nina");
    TestOutbox outbox(co_await boost::asio::this_coro::executor, platform, "");
    EXPECT_EQ(ask(platform.database, "SELECT expires_at - requested_at FROM tenant_signups"), "30 days");
    ask(platform.database, "UPDATE tenant_signups SET expires_at = now()");
    const auto late = co_await decide(callers, id, "approve");
    EXPECT_EQ(field(late, "/detail"), "This request has expired.");
    const auto count = co_await expire_overdue_everywhere(outbox.db(), Context{});
    EXPECT_EQ(count, 1);
    EXPECT_EQ(ask(platform.database, "SELECT actor FROM audit_log WHERE action = 'signup.expire' AND tenant = 'demo-tenant' AND target = '" + id + "'"), "platform");
    co_await sign_up(callers, "nina");
  });
}

TEST(SignupRules, a_person_asks_at_most_ten_times_an_hour_and_an_address_thirty) {
  on_platform([](TestPlatform& platform, const Callers& callers) -> Task<> {
    have_asked(platform, "auth0|nina", "", 9);
    const auto tenth = co_await sign_up(callers, "nina");
    co_await callers.person("nina").send(http::Verb::delete_, "/api/v1/signups/" + tenth);
    const auto eleventh = co_await callers.person("nina").post(demo + "/signups");
    EXPECT_EQ(eleventh.status, 429) << eleventh.body;
    EXPECT_GT(std::stoi(std::string(eleventh.headers.find("Retry-After"))), 3'000);
    have_asked(platform, "auth0|others", "192.0.2.7", 30);
    const auto landing = platform.shared.signer.sign({.caller = "landing", .tenant = {}});
    const auto from_there = speaking_for("192.0.2.7", landing), from_elsewhere = speaking_for("192.0.2.8", landing);
    const auto full = co_await callers.person("otto").send(http::Verb::post, demo + "/signups", {}, from_there);
    EXPECT_EQ(full.status, 429) << full.body;
    const auto other = co_await callers.person("otto").send(http::Verb::post, demo + "/signups", {}, from_elsewhere);
    EXPECT_EQ(other.status, 201) << other.body;
    ask(platform.database, "UPDATE tenant_signups SET requested_at = now() - interval '61 minutes'");
    const auto later = co_await callers.person("nina").post(demo + "/signups");
    EXPECT_EQ(later.status, 201) << later.body;
  });
}

TEST(SignupRules, whoever_invents_an_address_has_the_one_that_all_inventors_share) {
  on_platform([](TestPlatform& platform, const Callers& callers) -> Task<> {
    have_asked(platform, "auth0|others", "local", 30);
    const auto& signer = platform.shared.signer;
    const std::vector<std::pair<std::string, std::string>> inventors{
        {"nobody", ""},
        {"a person", platform.issuer.access_token({.sub = "auth0|nina"})},
        {"a garage", signer.sign({.caller = "garage", .tenant = "demo-tenant"})},
        {"a forger", "eyJhbGciOiJFZERTQSJ9.e30.x"}};
    for (const auto& [who, token] : inventors) {
      const auto refused = co_await callers.person("nina").send(http::Verb::post, demo + "/signups", {}, speaking_for("192.0.2.8", token));
      EXPECT_EQ(refused.status, 429) << who << ' ' << refused.body;
    }
    const auto landing = signer.sign({.caller = "landing", .tenant = {}});
    const auto vouched = co_await callers.person("nina").send(http::Verb::post, demo + "/signups", {}, speaking_for("192.0.2.8", landing));
    EXPECT_EQ(vouched.status, 201) << vouched.body;
    EXPECT_EQ(ask(platform.database, "SELECT remote FROM tenant_signups WHERE user_sub = 'auth0|nina'"), "192.0.2.8");
    EXPECT_EQ(ask(platform.database, "SELECT remote FROM audit_log WHERE action = 'signup.request'"), "192.0.2.8");
  });
}

TEST(SignupPolicies, wrong_settings_are_refused_with_the_field) {
  on_platform([](TestPlatform&, const Callers& callers) -> Task<> {
    const auto refused = co_await set_settings(callers, R"({"signup":{"auto_approve_domains":["@acme"]}})");
    EXPECT_EQ(refused.status, 422);
    EXPECT_EQ(field(refused, "/field"), "/settings/signup/auto_approve_domains/0");
    const auto closed = co_await set_settings(callers, R"({"signup":{"accepts":false}})");
    EXPECT_EQ(closed.status, 200) << closed.body;
    const auto request = co_await callers.person("nina").post(demo + "/signups");
    EXPECT_EQ(request.status, 403);
    EXPECT_EQ(field(request, "/detail"), "This garage takes no new members.");
  });
}

TEST(SignupPolicies, an_unlisted_tenant_answers_like_none_to_whom_it_did_not_invite) {
  on_platform([](TestPlatform& platform, const Callers& callers) -> Task<> {
    co_await set_settings(callers, R"({"signup":{"is_listed":false}})");
    const auto landing = callers.landing(), nina = callers.person("nina");
    const auto hidden = co_await landing.get(demo + "/public");
    const auto unknown = co_await landing.get("/api/v1/tenants/no-such-one/public");
    EXPECT_EQ(hidden.status, 404);
    EXPECT_EQ(hidden.body, unknown.body);
    const auto refused = co_await nina.post(demo + "/signups");
    const auto nowhere = co_await nina.post("/api/v1/tenants/no-such-one/signups");
    EXPECT_EQ(refused.status, 404);
    EXPECT_EQ(refused.body, nowhere.body);
    const auto invited = co_await callers.person("adam").post(demo + "/invitations", R"({"email":"nina@example.test"})");
    EXPECT_EQ(invited.status, 201) << invited.body;
    http::Headers holder;
    holder.set("Invitation-Token", platform.shared.invitation_tokens.of(field(invited, "/id")));
    const auto shown = co_await landing.send(http::Verb::get, demo + "/public", {}, holder);
    EXPECT_EQ(shown.status, 200) << shown.body;
    const auto unproven = co_await callers.unverified_person("nina").post(demo + "/signups");
    EXPECT_EQ(unproven.status, 404);
    const auto asked = co_await nina.post(demo + "/signups");
    EXPECT_EQ(asked.status, 201) << asked.body;
  });
}

TEST(SignupPolicies, verified_people_of_a_trusted_domain_come_in_at_once_unless_they_were_here_before) {
  on_platform([](TestPlatform& platform, const Callers& callers) -> Task<> {
    co_await set_settings(callers, R"({"signup":{"auto_approve_domains":["example.test"]}})");
    const auto unproven = co_await callers.unverified_person("otto").post(demo + "/signups");
    EXPECT_EQ(field(unproven, "/status"), "pending");
    const auto nina = co_await callers.person("nina").post(demo + "/signups");
    EXPECT_EQ(nina.status, 201);
    EXPECT_EQ(field(nina, "/status"), "approved");
    EXPECT_EQ(field(nina, "/decided_by"), "domain:example.test");
    const auto me = co_await callers.person("nina").get("/api/v1/me");
    EXPECT_EQ(field(me, "/memberships/0/role"), "member");
    EXPECT_EQ(ask(platform.database, "SELECT actor FROM audit_log WHERE action = 'signup.approve'"), "platform");
    EXPECT_EQ(ask(platform.database, "SELECT string_agg(template, ' ') FROM outbox_mails WHERE recipient = 'nina@example.test'"), "signup_approved");
    co_await callers.person("dora").send(http::Verb::delete_, demo + "/members/auth0%7Cnina");
    const auto back = co_await callers.person("nina").post(demo + "/signups");
    EXPECT_EQ(field(back, "/status"), "pending");
  });
}

}  // namespace
}  // namespace mvp::tenants
