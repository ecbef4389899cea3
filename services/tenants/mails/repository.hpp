#pragma once
#include <chrono>

#include "domain/page.hpp"
#include "mails/mail.hpp"

namespace mvp::tenants {

/// Reads the outbox and works it off; what writes into it is domain/outbox.hpp.
class MailRepository {
 public:
  explicit MailRepository(pg::Database& db) : db_(db) {}

  /// Newest first; in one state, where given.
  Task<Page<OutboxMail>> list(const Context& context, PageRequest page, std::optional<MailState> state);

  /// Takes the mail that has been due longest. nullopt: none is due. It is due again when the lease ends.
  Task<std::optional<ClaimedMail>> claim(const Context& context, std::chrono::seconds lease);
  /// Whoever holds the lease by now: it has been sent.
  Task<> mark_sent(const Context& context, MailId id);
  /// Due again after `least` doubled with every attempt, `most` at most, a quarter more or less by chance.
  Task<> retry_later(const Context& context, const ClaimedMail& mail, std::chrono::seconds least, std::chrono::seconds most, std::string reason);
  /// Makes a mail that failed or was skipped due at once, with the patience of a new one. nullopt: it is neither.
  Task<std::optional<OutboxMail>> put_back(pg::Transaction& tx, MailId id);
  Task<std::optional<OutboxMail>> find(pg::Transaction& tx, MailId id);
  /// The end, unless somebody puts it back: `failed` or `skipped`.
  Task<> give_up(const Context& context, const ClaimedMail& mail, MailState state, std::string reason);

 private:
  pg::Database& db_;
};

}  // namespace mvp::tenants
