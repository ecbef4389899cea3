#include <set>

#include "app/mail_thread.hpp"
#include "app/test_outbox.hpp"

namespace mvp::tenants {
namespace {

using mail_testing::SmtpSink;
using MailTest = std::function<Task<>(TestPlatform&, const Callers&, SmtpSink&, TestOutbox&)>;

void on_outbox(const MailTest& body) {
  on_empty_platform([&](TestPlatform& platform, const Callers& callers) -> Task<> {
    SmtpSink sink;
    TestOutbox outbox(co_await boost::asio::this_coro::executor, platform, sink.url());
    co_await body(platform, callers, sink, outbox);
  });
}

TEST(Outbox, a_decision_is_written_once_and_sent_once) {
  on_outbox([](TestPlatform&, const Callers&, SmtpSink& sink, TestOutbox& outbox) -> Task<> {
    co_await outbox.post_mail("signup:1:approved");
    co_await outbox.post_mail("signup:1:approved");
    const auto attempts = co_await outbox.work_off();
    EXPECT_EQ(attempts, 1);
    outbox.skip_time();
    co_await outbox.post_mail("signup:1:approved");
    co_await outbox.work_off();
    const auto received = sink.received();
    EXPECT_EQ(received.size(), 1u);
    EXPECT_EQ(received.at(0).to, "nina@example.test");
    EXPECT_EQ(received.at(0).header("Subject"), "You are in: Demo");
    EXPECT_NE(received.at(0).text().find("http://demo-tenant.example.test/\n"), std::string::npos) << received.at(0).text();
  });
}

TEST(Outbox, a_mail_of_a_decision_that_was_rolled_back_does_not_exist) {
  on_outbox([](TestPlatform&, const Callers&, SmtpSink&, TestOutbox& outbox) -> Task<> {
    const auto undone = co_await outbox.db().transaction(Context{}, [](pg::Transaction& tx) -> Task<Result<>> {
      co_await post(tx, {.dedup_key = "k", .recipient = "nina@example.test", .kind = MailTemplate::signup_approved});
      co_return fail(Errc::conflict, "someone else was first");
    });
    EXPECT_FALSE(undone);
    EXPECT_EQ(outbox.state(), "");
  });
}

TEST(Outbox, a_passing_refusal_is_tried_again_later_and_not_at_once) {
  on_outbox([](TestPlatform& platform, const Callers&, SmtpSink& sink, TestOutbox& outbox) -> Task<> {
    co_await outbox.post_mail("k");
    sink.behave({.rcpt_reply = "451 greylisted"});
    const auto first = co_await outbox.work_off();
    EXPECT_EQ(first, 1);
    EXPECT_EQ(outbox.state(), "pending");
    EXPECT_EQ(ask(platform.database, "SELECT last_error FROM outbox_mails"), "451 greylisted");
    EXPECT_EQ(ask(platform.database, "SELECT next_attempt_at BETWEEN now() + interval '15 s' AND now() + interval '40 s' FROM outbox_mails"), "t");
    sink.behave({});
    const auto too_soon = co_await outbox.work_off();
    EXPECT_EQ(too_soon, 0);
    outbox.skip_time();
    co_await outbox.work_off();
    EXPECT_EQ(outbox.state(), "sent");
    EXPECT_EQ(sink.received().size(), 1u);
  });
}

TEST(Outbox, a_mail_that_cannot_be_delivered_for_three_days_has_failed) {
  on_outbox([](TestPlatform& platform, const Callers&, SmtpSink& sink, TestOutbox& outbox) -> Task<> {
    co_await outbox.post_mail("k");
    ask(platform.database, "UPDATE outbox_mails SET tried_since = now() - interval '4 days'");
    sink.behave({.data_reply = "452 no space"});
    co_await outbox.work_off();
    EXPECT_EQ(outbox.state(), "failed");
  });
}

TEST(Outbox, a_lasting_refusal_ends_a_mail_and_the_operator_sees_why) {
  on_outbox([](TestPlatform&, const Callers& callers, SmtpSink& sink, TestOutbox& outbox) -> Task<> {
    co_await outbox.post_mail("k");
    sink.behave({.rcpt_reply = "550 no such box"});
    co_await outbox.work_off();
    co_await outbox.post_mail("l");
    const auto failed = co_await callers.operator_().get("/api/v1/mails?state=failed");
    EXPECT_EQ(failed.status, 200) << failed.body;
    EXPECT_EQ(field(failed, "/items/0/last_error"), "550 no such box");
    EXPECT_EQ(field(failed, "/items/0/recipient"), "nina@example.test");
    EXPECT_EQ(field(failed, "/items/0/attempts"), "1");
    EXPECT_EQ(json::parse(failed.body)->at("items").as_array().size(), 1u);
    const auto person = co_await callers.person("nina").get("/api/v1/mails");
    EXPECT_EQ(person.status, 403);
    const auto nonsense = co_await callers.operator_().get("/api/v1/mails?state=lost");
    EXPECT_EQ(nonsense.status, 422);
  });
}

TEST(Outbox, without_a_server_mails_are_kept_and_not_lost) {
  on_empty_platform([](TestPlatform& platform, const Callers& callers) -> Task<> {
    TestOutbox outbox(co_await boost::asio::this_coro::executor, platform, "");
    co_await outbox.post_mail("k");
    co_await outbox.work_off();
    const auto kept = co_await callers.operator_().get("/api/v1/mails?state=skipped");
    EXPECT_EQ(field(kept, "/items/0/recipient"), "nina@example.test");
    EXPECT_EQ(field(kept, "/items/0/last_error"), "No SMTP server is set (MVP_SMTP_URL).");
  });
}

TEST(Outbox, a_sender_that_died_with_a_mail_in_hand_leaves_it_to_the_next) {
  on_outbox([](TestPlatform&, const Callers&, SmtpSink& sink, TestOutbox& outbox) -> Task<> {
    co_await outbox.post_mail("k");
    MailRepository dead(outbox.db());
    const auto claimed = co_await dead.claim(Context{}, std::chrono::seconds(60));
    EXPECT_TRUE(claimed);
    const auto meanwhile = co_await outbox.work_off();
    EXPECT_EQ(meanwhile, 0);
    outbox.skip_time();
    co_await outbox.work_off();
    EXPECT_EQ(sink.received().size(), 1u);
    co_await dead.give_up(Context{}, *claimed, MailState::failed, "came back to life");
    EXPECT_EQ(outbox.state(), "sent");
  });
}

TEST(Outbox, a_mail_whose_fate_is_unknown_is_sent_again_as_the_very_same_mail) {
  on_outbox([](TestPlatform&, const Callers&, SmtpSink& sink, TestOutbox& outbox) -> Task<> {
    co_await outbox.post_mail("k");
    sink.behave({.drops_after_data = true});
    co_await outbox.work_off();
    EXPECT_EQ(outbox.state(), "pending");
    sink.behave({});
    outbox.skip_time();
    co_await outbox.work_off();
    const auto received = sink.received();
    EXPECT_EQ(received.size(), 2u);
    EXPECT_EQ(received.at(0).data, received.at(1).data);
    EXPECT_FALSE(received.at(0).header("Message-ID").empty());
  });
}

TEST(Outbox, of_several_senders_each_mail_has_one) {
  on_outbox([](TestPlatform& platform, const Callers&, SmtpSink& sink, TestOutbox& outbox) -> Task<> {
    for (int i = 0; i < 20; ++i) co_await outbox.post_mail("k" + std::to_string(i));
    {
      std::vector<std::jthread> threads;
      for (int i = 0; i < 4; ++i)
        threads.emplace_back([&] {
          testing::run([&](boost::asio::any_io_executor executor) -> Task<> {
            TestOutbox other(executor, platform, sink.url());
            co_await other.work_off();
          });
        });
    }
    std::set<std::string> ids;
    for (const auto& mail : sink.received()) ids.insert(mail.header("Message-ID"));
    EXPECT_EQ(sink.received().size(), 20u);
    EXPECT_EQ(ids.size(), 20u);
  });
}

TEST(Outbox, what_people_typed_cannot_forge_headers_or_links_of_ours) {
  const InvitationTokens tokens("secret");
  const json::Object data{{"tenant", "demo-tenant"}, {"tenant_name", "De\r\nmo {garage_url}"}, {"name", "{token}\nBcc: x"}, {"email", "x@example.test"}};
  const auto text = mail_text(MailTemplate::signup_requested, data, {.domain = "example.test"}, tokens);
  EXPECT_EQ(text.subject, "{token} Bcc: x would like to join De  mo {garage_url}");
}

TEST(Outbox, the_thread_of_the_process_sends_what_is_due_and_ends_when_told) {
  on_empty_platform([](TestPlatform& platform, const Callers&) -> Task<> {
    SmtpSink sink;
    TestOutbox outbox(co_await boost::asio::this_coro::executor, platform, "");
    co_await outbox.post_mail("k");
    auto settings = platform.settings();
    settings.smtp.url = sink.url();
    settings.mail_from = "robot@example.test";
    Shared shared(settings);
    {
      const MailThread thread(shared);
      while (outbox.state() != "sent") std::this_thread::yield();
    }
    EXPECT_EQ(sink.received().size(), 1u);
  });
}

}  // namespace
}  // namespace mvp::tenants
