#pragma once
#include "mails/repository.hpp"

namespace mvp::tenants {

/// The outbox for whoever runs the platform.
class Mails {
 public:
  explicit Mails(pg::Database& db) : db_(db), repository_(db) {}

  Task<Page<OutboxMail>> list(const Context& context, PageRequest page, std::optional<MailState> state) {
    return repository_.list(context, std::move(page), state);
  }
  /// Has a mail sent after all that failed or found no SMTP server, as the very same mail.
  /// @return not_found, conflict for one that is sent, under way or recalled.
  Task<Result<OutboxMail>> retry(const Context& context, MailId id);

 private:
  pg::Database& db_;
  MailRepository repository_;
};

}  // namespace mvp::tenants
