#include "app/test_outbox.hpp"

namespace mvp::tenants {
namespace {

using mail_testing::SmtpSink;

std::string only_mail(const TestPlatform& platform) { return ask(platform.database, "SELECT id FROM outbox_mails"); }

TEST(MailRetry, what_was_skipped_for_want_of_a_server_is_sent_when_there_is_one) {
  on_empty_platform([](TestPlatform& platform, const Callers& callers) -> Task<> {
    SmtpSink sink;
    const auto executor = co_await boost::asio::this_coro::executor;
    TestOutbox without_server(executor, platform, ""), with_server(executor, platform, sink.url());
    co_await without_server.post_mail("k");
    co_await without_server.work_off();
    EXPECT_EQ(with_server.state(), "skipped");
    const auto put_back = co_await callers.operator_().post("/api/v1/mails/" + only_mail(platform) + "/retry");
    EXPECT_EQ(put_back.status, 200) << put_back.body;
    EXPECT_EQ(field(put_back, "/state"), "pending");
    co_await with_server.work_off();
    EXPECT_EQ(with_server.state(), "sent");
    EXPECT_EQ(sink.received().size(), 1u);
    EXPECT_EQ(ask(platform.database, "SELECT actor LIKE 'operator:%' AND target = (SELECT id::text FROM outbox_mails) FROM audit_log WHERE action = 'mail.retry'"), "t");
  });
}

TEST(MailRetry, what_failed_is_tried_anew_with_the_patience_of_a_new_mail) {
  on_empty_platform([](TestPlatform& platform, const Callers& callers) -> Task<> {
    SmtpSink sink;
    TestOutbox outbox(co_await boost::asio::this_coro::executor, platform, sink.url());
    co_await outbox.post_mail("k");
    ask(platform.database, "UPDATE outbox_mails SET tried_since = now() - interval '4 days', created_at = now() - interval '4 days'");
    sink.behave({.data_reply = "452 no space"});
    co_await outbox.work_off();
    EXPECT_EQ(outbox.state(), "failed");
    co_await callers.operator_().post("/api/v1/mails/" + only_mail(platform) + "/retry");
    co_await outbox.work_off();
    EXPECT_EQ(outbox.state(), "pending");
    EXPECT_EQ(ask(platform.database, "SELECT attempts FROM outbox_mails"), "1");
  });
}

TEST(MailRetry, what_is_sent_waits_or_was_recalled_is_not_sent_again) {
  on_empty_platform([](TestPlatform& platform, const Callers& callers) -> Task<> {
    SmtpSink sink;
    TestOutbox outbox(co_await boost::asio::this_coro::executor, platform, sink.url());
    co_await outbox.post_mail("k");
    const auto path = "/api/v1/mails/" + only_mail(platform) + "/retry";
    const auto root = callers.operator_();
    const auto waiting = co_await root.post(path);
    EXPECT_EQ(field(waiting, "/detail"), "This mail is waiting to be sent already.");
    co_await outbox.work_off();
    const auto sent = co_await root.post(path);
    EXPECT_EQ(sent.status, 409);
    EXPECT_EQ(field(sent, "/detail"), "This mail has been sent.");
    ask(platform.database, "UPDATE outbox_mails SET state = 'recalled', sent_at = NULL");
    const auto recalled = co_await root.post(path);
    EXPECT_EQ(field(recalled, "/detail"), "This mail was recalled: the reason for it is gone.");
    const auto unknown = co_await root.post("/api/v1/mails/00000000-0000-4000-8000-000000000000/retry");
    EXPECT_EQ(unknown.status, 404);
    const auto person = co_await callers.person("nina").post(path);
    EXPECT_EQ(person.status, 403);
    EXPECT_EQ(sink.received().size(), 1u);
  });
}

TEST(MailRetry, the_mail_of_a_withdrawn_invitation_is_recalled_even_after_it_failed) {
  on_platform([](TestPlatform& platform, const Callers& callers) -> Task<> {
    SmtpSink sink;
    TestOutbox outbox(co_await boost::asio::this_coro::executor, platform, sink.url());
    sink.behave({.rcpt_reply = "550 no such box"});
    const std::string invitations = "/api/v1/tenants/demo-tenant/invitations";
    const auto invited = co_await callers.person("dora").post(invitations, R"({"email":"nina@example.test"})");
    co_await outbox.work_off();
    EXPECT_EQ(outbox.state(), "failed");
    co_await callers.person("dora").send(http::Verb::delete_, invitations + "/" + field(invited, "/id"));
    EXPECT_EQ(outbox.state(), "recalled");
    const auto refused = co_await callers.operator_().post("/api/v1/mails/" + only_mail(platform) + "/retry");
    EXPECT_EQ(refused.status, 409);
  });
}

}  // namespace
}  // namespace mvp::tenants
