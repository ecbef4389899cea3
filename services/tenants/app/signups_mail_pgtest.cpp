#include "app/test_outbox.hpp"

namespace mvp::tenants {
namespace {

const std::string demo = "/api/v1/tenants/demo-tenant";

TEST(SignupMails, a_request_tells_every_active_admin_with_an_address_and_nobody_else) {
  on_platform([](TestPlatform& platform, const Callers& callers) -> Task<> {
    mail_testing::SmtpSink sink;
    TestOutbox outbox(co_await boost::asio::this_coro::executor, platform, sink.url());
    const auto root = callers.operator_();
    co_await root.put(demo + "/members/auth0%7Cadam", R"({"role":"admin","email":"adam@example.test"})");
    co_await root.put(demo + "/members/auth0%7Cmia", R"({"role":"member","email":"mia@example.test"})");
    co_await root.put(demo + "/members/auth0%7Cvera", R"({"role":"admin","email":"vera@example.test","state":"suspended"})");
    co_await sign_up(callers, "nina");
    co_await callers.person("nina").post(demo + "/signups");
    co_await outbox.work_off();
    const auto received = sink.received();
    EXPECT_EQ(received.size(), 2u);
    EXPECT_EQ(received.at(0).to, "adam@example.test");
    EXPECT_EQ(received.at(1).to, "dora@example.test");
    EXPECT_EQ(received.at(0).header("Subject"), "nina would like to join Demo");
    EXPECT_NE(received.at(0).text().find("http://demo-tenant.example.test/signups\n"), std::string::npos) << received.at(0).text();
  });
}

TEST(SignupMails, a_decision_tells_the_person_with_its_reason) {
  on_platform([](TestPlatform& platform, const Callers& callers) -> Task<> {
    mail_testing::SmtpSink sink;
    TestOutbox outbox(co_await boost::asio::this_coro::executor, platform, sink.url());
    const auto nina = co_await sign_up(callers, "nina"), otto = co_await sign_up(callers, "otto");
    co_await outbox.work_off();
    const auto before = sink.received().size();
    co_await decide(callers, nina, "reject", R"({"reason":"We do not know you."})");
    co_await decide(callers, nina, "reject", R"({"reason":"Twice."})");
    co_await decide(callers, otto, "approve");
    co_await outbox.work_off();
    const auto received = sink.received();
    EXPECT_EQ(received.size(), before + 2);
    EXPECT_EQ(received.at(before).to, "nina@example.test");
    EXPECT_NE(received.at(before).text().find("The reason: We do not know you."), std::string::npos) << received.at(before).text();
    EXPECT_EQ(received.at(before + 1).to, "otto@example.test");
    EXPECT_EQ(received.at(before + 1).header("Subject"), "You are in: Demo");
  });
}

TEST(SignupMails, a_decision_is_mailed_to_a_verified_address_only_and_shown_on_the_site_to_everybody_else) {
  on_platform([](TestPlatform& platform, const Callers& callers) -> Task<> {
    const auto otto = callers.unverified_person("otto");
    const auto asked = co_await otto.post(demo + "/signups");
    EXPECT_EQ(field(asked, "/status"), "pending");
    const auto nina = co_await sign_up(callers, "nina");
    co_await decide(callers, field(asked, "/id"), "reject", R"({"reason":"We do not know you."})");
    co_await decide(callers, nina, "reject", R"({"reason":"Nor you."})");
    EXPECT_EQ(ask(platform.database, "SELECT string_agg(recipient, ' ') FROM outbox_mails WHERE template = 'signup_rejected'"), "nina@example.test");
    const auto me = co_await otto.get("/api/v1/me");
    EXPECT_EQ(field(me, "/signups/0/reason"), "We do not know you.");
  });
}

}  // namespace
}  // namespace mvp::tenants
