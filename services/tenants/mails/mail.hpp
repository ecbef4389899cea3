#pragma once
#include <boost/describe.hpp>
#include <optional>
#include <string>

#include "domain/outbox.hpp"
#include "mvp/core/ids.hpp"
#include "mvp/core/instant.hpp"

namespace mvp::tenants {

using MailId = Id<struct MailTag>;

BOOST_DEFINE_ENUM_CLASS(MailState, pending, sent, failed, skipped, recalled)

/// A mail of the outbox as operators see it. Table outbox_mails: db/platform/0006_mails_and_invitations.sql, 0009_mail_retries.sql.
struct OutboxMail {
  MailId id;
  std::string recipient;
  MailTemplate kind{};
  MailState state{};
  std::int64_t attempts = 0;
  std::optional<Instant> next_attempt_at;  ///< only while pending
  std::optional<std::string> last_error;
  Instant created_at;
  std::optional<Instant> sent_at;
};
BOOST_DESCRIBE_STRUCT(OutboxMail, (), (id, recipient, kind, state, attempts, next_attempt_at, last_error, created_at, sent_at))

/// A mail that this process is to send now, and no other for as long as the lease runs.
struct ClaimedMail {
  MailId id;
  std::string lease;
  std::string recipient;
  MailTemplate kind{};
  json::Object data;
  std::int64_t attempts = 0;  ///< this one counted
  Instant created_at;
  Instant tried_since;  ///< when it was written, or last put back to be sent
};
BOOST_DESCRIBE_STRUCT(ClaimedMail, (), (id, lease, recipient, kind, data, attempts, created_at, tried_since))

}  // namespace mvp::tenants
