#include <gtest/gtest.h>

#include "mvp/mail/message.hpp"
#include "mvp/mail_testing/smtp_sink.hpp"

namespace mvp::mail {
namespace {

Message a_message() {
  return {.id = "1@example.test", .from = "MotoVaultPro <robot@example.test>", .to = "nina@example.test",
          .subject = "Hello", .text = "Hello.\n", .date = Instant::parse("2026-03-01T08:05:09Z").value()};
}

mail_testing::Received read(const Message& message) { return {.from = {}, .to = {}, .data = to_rfc5322(message).value()}; }

TEST(MailMessage, has_the_headers_that_mail_servers_ask_for) {
  const auto mail = read(a_message());
  EXPECT_EQ(mail.header("Date"), "Sun, 1 Mar 2026 08:05:09 +0000");
  EXPECT_EQ(mail.header("From"), "\"MotoVaultPro\" <robot@example.test>");
  EXPECT_EQ(mail.header("To"), "nina@example.test");
  EXPECT_EQ(mail.header("Subject"), "Hello");
  EXPECT_EQ(mail.header("Message-ID"), "<1@example.test>");
  EXPECT_EQ(mail.header("Auto-Submitted"), "auto-generated");
  EXPECT_EQ(mail.header("MIME-Version"), "1.0");
  EXPECT_EQ(mail.header("Content-Type"), "text/plain; charset=utf-8");
}

TEST(MailMessage, a_control_character_in_a_header_is_refused) {
  for (const auto& bad : {std::string("x\r\nBcc: all@example.test"), std::string("x\nBcc: y"), std::string("x\ry"), std::string("x\0y", 3)}) {
    for (auto member : {&Message::id, &Message::from, &Message::to, &Message::subject}) {
      auto message = a_message();
      message.*member = bad;
      EXPECT_EQ(to_rfc5322(message).error().code, Errc::invalid) << bad;
    }
  }
}

TEST(MailMessage, what_is_no_address_is_refused) {
  for (const std::string bad : {"", "nina", "@example.test", "nina@", "ni na@example.test", "a@b@c", "<nina@example.test", "nina@example.test>,<x@y",
                                "n\xC3\xADna@example.test"})
    EXPECT_FALSE(address_of(bad)) << bad;
  EXPECT_EQ(address_of("Nina <nina@example.test>").value(), "nina@example.test");
}

TEST(MailMessage, a_subject_beyond_ascii_becomes_words_that_split_no_character) {
  auto message = a_message();
  message.subject = "M\xC3\xBCller";
  EXPECT_EQ(read(message).header("Subject"), "=?UTF-8?B?TcO8bGxlcg==?=");
  message.subject = "";
  for (int i = 0; i < 40; ++i) message.subject += "\xE2\x82\xAC";
  const auto wire = to_rfc5322(message).value();
  for (std::size_t at = 0, end = 0; (end = wire.find("\r\n", at)) != std::string::npos; at = end + 2) EXPECT_LE(end - at, 76u);
  // 13 signs of three bytes fill a word of 39 bytes exactly.
  std::string word;
  for (int i = 0; i < 13; ++i) word += "4oKs";
  EXPECT_NE(wire.find("=?UTF-8?B?" + word + "?="), std::string::npos) << wire;
}

TEST(MailMessage, a_subject_that_looks_like_an_encoded_word_is_encoded_itself) {
  auto message = a_message();
  message.subject = "=?UTF-8?B?eA==?=";
  EXPECT_EQ(read(message).header("Subject"), "=?UTF-8?B?PT9VVEYtOD9CP2VBPT0/PQ==?=");
}

TEST(MailMessage, a_body_survives_whatever_it_holds) {
  auto message = a_message();
  message.text = "M\xC3\xBCller = 1 \n.\n..x\n" + std::string(200, 'a') + "\nend \n";
  const auto mail = read(message);
  EXPECT_EQ(mail.text(), message.text);
  for (std::size_t at = 0, end = 0; (end = mail.data.find("\r\n", at)) != std::string::npos; at = end + 2) EXPECT_LE(end - at, 78u);
}

}  // namespace
}  // namespace mvp::mail
