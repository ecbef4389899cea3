#include <gtest/gtest.h>

#include "mvp/mail/smtp.hpp"
#include "mvp/mail_testing/smtp_sink.hpp"

namespace mvp::mail {
namespace {

using Outcome = Delivery::Outcome;

Message a_message() {
  return {.id = "1@example.test", .from = "MotoVaultPro <robot@example.test>", .to = "nina@example.test", .subject = "Gr\xC3\xBC\xC3\x9F" "e",
          .text = "Hello.\n.\nA line that starts with a dot.\n", .date = Instant::now()};
}

TEST(Smtp, a_mail_arrives_as_it_was_written) {
  mail_testing::SmtpSink sink;
  const auto delivery = SmtpSender({.url = sink.url()}).send(a_message());
  EXPECT_EQ(delivery.outcome, Outcome::sent) << delivery.reason;
  ASSERT_EQ(sink.received().size(), 1u);
  const auto mail = sink.received().front();
  EXPECT_EQ(mail.from, "robot@example.test");
  EXPECT_EQ(mail.to, "nina@example.test");
  EXPECT_EQ(mail.header("Message-ID"), "<1@example.test>");
  EXPECT_EQ(mail.text(), a_message().text);
}

TEST(Smtp, a_lasting_refusal_is_told_from_a_passing_one) {
  mail_testing::SmtpSink sink;
  const SmtpSender sender({.url = sink.url()});
  const auto outcome_of = [&](mail_testing::SmtpSink::Behaviour told) {
    sink.behave(std::move(told));
    return sender.send(a_message());
  };
  auto delivery = outcome_of({.rcpt_reply = "550 no such box"});
  EXPECT_EQ(delivery.outcome, Outcome::refused);
  EXPECT_EQ(delivery.reason, "550 no such box");
  delivery = outcome_of({.rcpt_reply = "451 come back later"});
  EXPECT_EQ(delivery.outcome, Outcome::try_later);
  EXPECT_EQ(delivery.reason, "451 come back later");
  delivery = outcome_of({.data_reply = "554 looks like spam"});
  EXPECT_EQ(delivery.outcome, Outcome::refused);
  EXPECT_EQ(delivery.reason, "554 looks like spam");
  delivery = outcome_of({.data_reply = "452 no space left"});
  EXPECT_EQ(delivery.outcome, Outcome::try_later);
  EXPECT_TRUE(sink.received().empty());
}

TEST(Smtp, a_server_that_hangs_up_or_is_away_is_tried_again) {
  std::string url;
  {
    mail_testing::SmtpSink sink;
    url = sink.url();
    sink.behave({.drops_at_data = true});
    EXPECT_EQ(SmtpSender({.url = url}).send(a_message()).outcome, Outcome::try_later);
    sink.behave({.drops_after_data = true});
    EXPECT_EQ(SmtpSender({.url = url}).send(a_message()).outcome, Outcome::try_later);
  }
  const auto away = SmtpSender({.url = url}).send(a_message());
  EXPECT_EQ(away.outcome, Outcome::try_later);
  EXPECT_FALSE(away.reason.empty());
}

TEST(Smtp, a_refused_login_is_our_fault_and_not_the_mails) {
  mail_testing::SmtpSink sink;
  const SmtpSender sender({.url = sink.url(), .user = "robot", .password = "secret"});
  EXPECT_EQ(sender.send(a_message()).outcome, Outcome::sent);
  EXPECT_EQ(sink.last_login(), "AHJvYm90AHNlY3JldA==");
  sink.behave({.auth_reply = "535 who are you"});
  EXPECT_EQ(sender.send(a_message()).outcome, Outcome::try_later);
}

TEST(Smtp, a_message_with_a_forged_header_never_reaches_the_server) {
  mail_testing::SmtpSink sink;
  auto message = a_message();
  message.subject = "x\r\nBcc: all@example.test";
  EXPECT_EQ(SmtpSender({.url = sink.url()}).send(message).outcome, Outcome::refused);
  EXPECT_EQ(sink.connections(), 0);
}

}  // namespace
}  // namespace mvp::mail
