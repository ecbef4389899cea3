#include "app/test_outbox.hpp"

namespace mvp::tenants {
namespace {

const std::string demo = "/api/v1/tenants/demo-tenant";

Task<std::string> invite(const Callers& callers, const std::string& by, const std::string& body) {
  const auto answer = co_await callers.person(by).post(demo + "/invitations", body);
  EXPECT_EQ(answer.status, 201) << answer.body;
  co_return field(answer, "/id");
}

Task<http::Response> accept(const Caller& person, const std::string& token) {
  return person.post("/api/v1/invitations/accept", R"({"token":")" + token + "\"}");
}

TEST(Invitations, the_link_in_the_mail_makes_a_member_once) {
  on_platform([](TestPlatform& platform, const Callers& callers) -> Task<> {
    mail_testing::SmtpSink sink;
    TestOutbox outbox(co_await boost::asio::this_coro::executor, platform, sink.url());
    const auto id = co_await invite(callers, "adam", R"({"email":"Nina@Example.test","role":"viewer"})");
    co_await outbox.work_off();
    const auto text = sink.received().at(0).text();
    EXPECT_EQ(sink.received().at(0).to, "nina@example.test");
    const std::string link = "http://example.test/invitation#";
    const auto at = text.find(link);
    EXPECT_NE(at, std::string::npos) << text;
    const auto token = text.substr(at + link.size(), 43);
    const auto nina = callers.person("nina");
    const auto accepted = co_await accept(nina, token);
    EXPECT_EQ(accepted.status, 200) << accepted.body;
    const auto me = co_await nina.get("/api/v1/me");
    EXPECT_EQ(field(me, "/memberships/0/role"), "viewer");
    const auto again = co_await accept(nina, token);
    EXPECT_EQ(again.status, 409);
    EXPECT_EQ(field(again, "/detail"), "This invitation has been used already.");
    EXPECT_EQ(ask(platform.database, "SELECT string_agg(actor || ' ' || action, ', ' ORDER BY id) FROM audit_log WHERE target = '" + id + "'"),
              "auth0|adam invitation.create, auth0|nina invitation.accept");
  });
}

TEST(Invitations, the_token_is_nowhere_in_the_database) {
  on_platform([](TestPlatform& platform, const Callers& callers) -> Task<> {
    const auto id = co_await invite(callers, "adam", R"({"email":"nina@example.test"})");
    const auto token = platform.shared.invitation_tokens.of(id);
    EXPECT_EQ(token.size(), 43u);
    for (const auto* table : {"tenant_invitations", "outbox_mails", "audit_log"})
      EXPECT_EQ(ask(platform.database, "SELECT count(*) FROM " + std::string(table) + " t WHERE position('" + token + "' in t::text) > 0"), "0") << table;
    EXPECT_EQ(ask(platform.database, "SELECT token_sha256 FROM tenant_invitations"), sha256_hex(token));
  });
}

TEST(Invitations, only_the_verified_invited_address_may_accept) {
  on_platform([](TestPlatform& platform, const Callers& callers) -> Task<> {
    const auto token = platform.shared.invitation_tokens.of(co_await invite(callers, "adam", R"({"email":"nina@example.test"})"));
    const auto other = co_await accept(callers.person("otto"), token);
    EXPECT_EQ(other.status, 403);
    EXPECT_EQ(field(other, "/detail"), "This invitation is for another mail address. Sign in with the address it was sent to.");
    EXPECT_EQ(other.body.find("nina"), std::string::npos);
    const auto unproven = co_await accept(callers.unverified_person("nina"), token);
    EXPECT_EQ(unproven.status, 403);
    EXPECT_EQ(field(unproven, "/detail"), "Verify your mail address first, then open the link again.");
    const auto wrong = co_await accept(callers.person("nina"), "no such token");
    EXPECT_EQ(wrong.status, 404);
    EXPECT_EQ(ask(platform.database, "SELECT state FROM tenant_invitations"), "pending");
  });
}

TEST(Invitations, nobody_invites_above_their_own_role) {
  on_platform([](TestPlatform&, const Callers& callers) -> Task<> {
    const auto owner = co_await callers.person("adam").post(demo + "/invitations", R"({"email":"x@example.test","role":"owner"})");
    EXPECT_EQ(owner.status, 403);
    EXPECT_EQ(field(owner, "/field"), "/role");
    const auto member = co_await callers.person("mia").post(demo + "/invitations", R"({"email":"x@example.test","role":"viewer"})");
    EXPECT_EQ(member.status, 403);
    co_await invite(callers, "adam", R"({"email":"y@example.test","role":"admin"})");
    const auto by_owner = co_await invite(callers, "dora", R"({"email":"z@example.test","role":"owner"})");
    const auto revoked = co_await callers.person("adam").send(http::Verb::delete_, demo + "/invitations/" + by_owner);
    EXPECT_EQ(revoked.status, 403);
    const auto nonsense = co_await callers.person("adam").post(demo + "/invitations", R"({"email":"x@example.test\r\nBcc: y@example.test"})");
    EXPECT_EQ(nonsense.status, 422);
    EXPECT_EQ(field(nonsense, "/field"), "/email");
  });
}

TEST(Invitations, an_address_is_invited_once_at_a_time_and_members_never) {
  on_platform([](TestPlatform& platform, const Callers& callers) -> Task<> {
    const auto adam = callers.person("adam");
    co_await invite(callers, "adam", R"({"email":"nina@example.test"})");
    const auto twice = co_await adam.post(demo + "/invitations", R"({"email":"NINA@example.test"})");
    EXPECT_EQ(twice.status, 409);
    const auto member = co_await adam.post(demo + "/invitations", R"({"email":"dora@example.test"})");
    EXPECT_EQ(member.status, 409);
    EXPECT_EQ(field(member, "/detail"), "Somebody with this address belongs to this garage already.");
    ask(platform.database, "UPDATE tenant_invitations SET expires_at = now()");
    const auto expired = co_await adam.get(demo + "/invitations?state=expired");
    EXPECT_EQ(field(expired, "/items/0/email"), "nina@example.test");
    co_await invite(callers, "adam", R"({"email":"nina@example.test"})");
    ask(platform.database, "INSERT INTO tenant_invitations (id, tenant_id, email, role, token_sha256, state, invited_by) SELECT gen_random_uuid(), tenant_id, "
                           "'x', 'member', encode(sha256(n::text::bytea), 'hex'), 'expired', 'x' FROM generate_series(1, 50) n, (SELECT DISTINCT tenant_id FROM tenant_invitations) t");
    const auto full = co_await adam.post(demo + "/invitations", R"({"email":"otto@example.test"})");
    EXPECT_EQ(full.status, 429) << full.body;
  });
}

TEST(Invitations, what_was_withdrawn_or_has_expired_lets_nobody_in) {
  on_platform([](TestPlatform& platform, const Callers& callers) -> Task<> {
    const auto adam = callers.person("adam");
    const auto id = co_await invite(callers, "adam", R"({"email":"nina@example.test"})");
    const auto foreign = co_await callers.person("carl").send(http::Verb::delete_, "/api/v1/tenants/acme-corp/invitations/" + id);
    EXPECT_EQ(foreign.status, 404);
    const auto gone = co_await adam.send(http::Verb::delete_, demo + "/invitations/" + id);
    EXPECT_EQ(gone.status, 204) << gone.body;
    EXPECT_EQ(ask(platform.database, "SELECT state FROM outbox_mails"), "recalled");
    const auto late = co_await accept(callers.person("nina"), platform.shared.invitation_tokens.of(id));
    EXPECT_EQ(field(late, "/detail"), "This invitation has been withdrawn.");
    const auto second = co_await invite(callers, "adam", R"({"email":"nina@example.test"})");
    EXPECT_EQ(ask(platform.database, "SELECT expires_at - invited_at FROM tenant_invitations WHERE id = '" + second + "'"), "7 days");
    ask(platform.database, "UPDATE tenant_invitations SET expires_at = now()");
    const auto expired = co_await accept(callers.person("nina"), platform.shared.invitation_tokens.of(second));
    EXPECT_EQ(expired.status, 409);
    EXPECT_EQ(field(expired, "/detail"), "This invitation has expired. Ask for a new one.");
    EXPECT_EQ(ask(platform.database, "SELECT count(*) FROM memberships WHERE user_sub = 'auth0|nina'"), "0");
  });
}

TEST(Invitations, every_refusal_has_a_code_of_its_own) {
  on_platform([](TestPlatform& platform, const Callers& callers) -> Task<> {
    const auto id = co_await invite(callers, "adam", R"({"email":"nina@example.test"})");
    const auto token = platform.shared.invitation_tokens.of(id);
    const auto code = [&](const Caller& person) -> Task<std::string> { co_return field(co_await accept(person, token), "/code"); };
    EXPECT_EQ(co_await code(callers.person("otto")), "other_address");
    EXPECT_EQ(co_await code(callers.unverified_person("nina")), "email_unverified");
    ask(platform.database, "INSERT INTO memberships (tenant_id, user_sub, role) SELECT tenant_id, 'auth0|nina', 'viewer' FROM tenant_invitations");
    EXPECT_EQ(co_await code(callers.person("nina")), "already_member");
    ask(platform.database, "UPDATE tenant_invitations SET expires_at = now()");
    EXPECT_EQ(co_await code(callers.person("nina")), "invitation_expired");
    ask(platform.database, "UPDATE tenant_invitations SET state = 'revoked', decided_by = 'x', decided_at = now()");
    EXPECT_EQ(co_await code(callers.person("nina")), "invitation_revoked");
    ask(platform.database, "UPDATE tenant_invitations SET state = 'accepted'");
    EXPECT_EQ(co_await code(callers.person("nina")), "invitation_used");
  });
}

TEST(Invitations, the_landing_site_shows_the_tokens_holder_who_invites_whom_to_what) {
  on_platform([](TestPlatform& platform, const Callers& callers) -> Task<> {
    const auto id = co_await invite(callers, "dora", R"({"email":"nina@example.test","role":"viewer"})");
    const auto body = R"({"token":")" + platform.shared.invitation_tokens.of(id) + "\"}";
    const std::string path = "/api/v1/invitations/look-up";
    const auto landing = callers.landing();
    const auto shown = co_await landing.post(path, body);
    EXPECT_EQ(shown.status, 200) << shown.body;
    EXPECT_TRUE(shown.body.starts_with(R"({"tenant":"demo-tenant","tenant_name":"Demo","email":"nina@example.test","role":"viewer","state":"pending","invited_by":"dora","expires_at":")")) << shown.body;
    const auto unknown = co_await landing.post(path, R"({"token":"no such token"})");
    EXPECT_EQ(unknown.status, 404);
    const auto person = co_await callers.person("nina").post(path, body);
    EXPECT_EQ(person.status, 403);
    ask(platform.database, "UPDATE tenant_invitations SET expires_at = now()");
    EXPECT_EQ(field(co_await landing.post(path, body), "/state"), "expired");
    ask(platform.database, "UPDATE tenants SET status = 'suspended'");
    const auto hidden = co_await landing.post(path, body);
    EXPECT_EQ(hidden.body, unknown.body);
  });
}

TEST(Invitations, accepting_one_withdraws_the_persons_own_request_to_that_garage_and_no_other) {
  on_platform([](TestPlatform& platform, const Callers& callers) -> Task<> {
    const auto nina = callers.person("nina");
    const auto asked = co_await nina.post(demo + "/signups");
    co_await nina.post("/api/v1/tenants/acme-corp/signups");
    co_await callers.person("otto").post(demo + "/signups");
    const auto token = platform.shared.invitation_tokens.of(co_await invite(callers, "adam", R"({"email":"nina@example.test"})"));
    const auto accepted = co_await accept(nina, token);
    EXPECT_EQ(accepted.status, 200) << accepted.body;
    EXPECT_EQ(ask(platform.database, "SELECT string_agg(user_sub || ' ' || slug || ' ' || s.status, ', ' ORDER BY seq) FROM tenant_signups s JOIN tenants t ON t.id = tenant_id"),
              "auth0|nina demo-tenant withdrawn, auth0|nina acme-corp pending, auth0|otto demo-tenant pending");
    EXPECT_EQ(ask(platform.database, "SELECT actor || ' ' || target FROM audit_log WHERE action = 'signup.withdraw'"), "auth0|nina " + field(asked, "/id"));
    const auto late = co_await callers.person("dora").put("/api/v1/signups/" + field(asked, "/id") + "/reject");
    EXPECT_EQ(field(late, "/detail"), "The person has withdrawn this request.");
  });
}

TEST(Invitations, a_refused_acceptance_leaves_the_request_open) {
  on_platform([](TestPlatform& platform, const Callers& callers) -> Task<> {
    const auto nina = callers.person("nina");
    co_await nina.post(demo + "/signups");
    const auto token = platform.shared.invitation_tokens.of(co_await invite(callers, "adam", R"({"email":"nina@example.test"})"));
    ask(platform.database, "INSERT INTO memberships (tenant_id, user_sub, role) SELECT tenant_id, 'auth0|nina', 'viewer' FROM tenant_invitations");
    const auto refused = co_await accept(nina, token);
    EXPECT_EQ(refused.status, 409);
    EXPECT_EQ(ask(platform.database, "SELECT status FROM tenant_signups"), "pending");
  });
}

TEST(Invitations, of_two_who_accept_at_once_one_wins) {
  on_platform([](TestPlatform& platform, const Callers& callers) -> Task<> {
    const auto token = platform.shared.invitation_tokens.of(co_await invite(callers, "adam", R"({"email":"nina@example.test"})"));
    std::atomic<int> won = 0, lost = 0;
    {
      std::vector<std::jthread> threads;
      for (const std::string sub : {"auth0|nina", "google|nina", "github|nina"})
        threads.emplace_back([&, sub] {
          testing::run([&](boost::asio::any_io_executor executor) -> Task<> {
            const ControlPlane control_plane(executor, platform.shared);
            const Caller nina(control_plane.router(), platform.issuer.access_token({.sub = sub, .email = "nina@example.test", .name = "nina"}));
            const auto answer = co_await accept(nina, token);
            ++(answer.status == 200 ? won : lost);
            EXPECT_TRUE(answer.status == 200 || answer.status == 409) << answer.body;
          });
        });
    }
    EXPECT_EQ(won, 1);
    EXPECT_EQ(lost, 2);
    EXPECT_EQ(ask(platform.database, "SELECT count(*) FROM memberships WHERE user_sub LIKE '%nina'"), "1");
  });
}

}  // namespace
}  // namespace mvp::tenants
