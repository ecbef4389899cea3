#pragma once
#include <stop_token>

#include "mails/repository.hpp"
#include "mails/templates.hpp"
#include "mvp/mail/smtp.hpp"

namespace mvp::tenants {

struct MailConfig {
  mail::SmtpConfig smtp{};  ///< url empty: nothing is sent; what is due is logged and kept as skipped
  std::string from;         ///< "MotoVaultPro <robot@example.org>"
  PublicSite site{};
  std::chrono::seconds lease{60};                     ///< longer than one attempt takes
  std::chrono::seconds least_delay{30}, most_delay{3'600};  ///< between attempts, doubling
  std::chrono::seconds patience{3 * 24 * 3'600};      ///< after so long a mail that cannot be delivered has failed
};

/// Works off the outbox. A mail is claimed, handed to the SMTP server and marked. SMTP leaves one window: a process that
/// dies after the server has the whole mail and before its "250" is heard and written down cannot know whether the mail
/// was taken, and SMTP has no way to ask. It is sent once more then, when the lease ends, byte for byte the same and with
/// the same Message-ID, by which mail programs know it again. Nothing else is done within the window: the goodbye to the
/// server waits until the mail is marked.
class MailSender {
 public:
  MailSender(pg::Database& db, MailConfig config, const InvitationTokens& tokens)
      : repository_(db), config_(std::move(config)), tokens_(tokens), smtp_(config_.smtp) {}

  /// Takes one due mail as far as it goes; blocks its thread meanwhile. @return false if none was due.
  Task<bool> run_one(std::stop_token stop = {});
  /// Until stopped, on a thread of its own.
  Task<> run(std::stop_token stop);

 private:
  mail::Message message_of(const ClaimedMail& mail) const;
  Task<> deliver(const ClaimedMail& mail, std::stop_token stop);

  MailRepository repository_;
  MailConfig config_;
  const InvitationTokens& tokens_;
  mail::SmtpSender smtp_;
};

}  // namespace mvp::tenants
