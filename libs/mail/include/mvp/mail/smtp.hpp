#pragma once
#include <chrono>
#include <memory>
#include <stop_token>
#include <string>

#include "mvp/mail/message.hpp"

namespace mvp::mail {

struct SmtpConfig {
  std::string url;  ///< "smtp://relay.example.org:587", "smtps://relay.example.org"
  std::string user{}, password{};
  std::chrono::milliseconds timeout{20'000};  ///< for one mail, connecting included
};

/// What came of one attempt.
struct Delivery {
  enum class Outcome {
    sent,       ///< the server has taken it over
    try_later,  ///< no answer, a 4xx reply, or our own login was refused
    refused,    ///< a 5xx reply, or the message cannot be sent at all
  };
  Outcome outcome = Outcome::try_later;
  std::string reason{};  ///< the server's reply or what went wrong, for the operator; empty if sent
  /// Says goodbye to the server when it goes, which may take a while: write down first that a mail was sent.
  std::shared_ptr<void> connection{};
};

/// Hands mails to one SMTP server (RFC 5321), one connection each. Credentials go over TLS only, unless the server is on
/// this machine; without credentials TLS is used where the server offers it.
class SmtpSender {
 public:
  explicit SmtpSender(SmtpConfig config);

  /// Blocks: call it on a thread that may wait. `stop` ends an attempt that hangs for more than three seconds.
  Delivery send(const Message& message, std::stop_token stop = {}) const;

 private:
  SmtpConfig config_;
};

}  // namespace mvp::mail
