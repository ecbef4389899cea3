#include "mails/repository.hpp"

namespace mvp::tenants {

namespace {

const std::string shown =
    "id, recipient, template AS kind, state, attempts, CASE WHEN state = 'pending' THEN next_attempt_at END AS next_attempt_at, "
    "last_error, created_at, sent_at ";

std::optional<OutboxMail> first(std::vector<OutboxMail> rows) {
  if (rows.empty()) return std::nullopt;
  return std::move(rows.front());
}

}  // namespace

Task<Page<OutboxMail>> MailRepository::list(const Context& context, PageRequest page, std::optional<MailState> state) {
  auto rows = co_await db_.query<OutboxMail>(
      context,
      "SELECT " + shown + "FROM outbox_mails WHERE ($1::text IS NULL OR state = $1) "
      "AND ($2::uuid IS NULL OR seq < (SELECT seq FROM outbox_mails WHERE id = $2)) ORDER BY seq DESC LIMIT $3::bigint",
      state, page.cursor, page.limit + 1);
  co_return page_of(std::move(rows), page.limit, [](const OutboxMail& last) { return last.id.value; });
}

Task<std::optional<ClaimedMail>> MailRepository::claim(const Context& context, std::chrono::seconds lease) {
  auto rows = co_await db_.query<ClaimedMail>(
      context,
      "UPDATE outbox_mails SET lease = $1, attempts = attempts + 1, next_attempt_at = now() + make_interval(secs => $2::bigint) "
      "WHERE id = (SELECT id FROM outbox_mails WHERE state = 'pending' AND next_attempt_at <= now() "
      "ORDER BY next_attempt_at, seq LIMIT 1 FOR UPDATE SKIP LOCKED) "
      "RETURNING id, lease, recipient, template AS kind, data, attempts, created_at, tried_since",
      random_uuid(), lease.count());
  if (rows.empty()) co_return std::nullopt;
  co_return std::move(rows.front());
}

Task<> MailRepository::mark_sent(const Context& context, MailId id) {
  co_await db_.exec(context, "UPDATE outbox_mails SET state = 'sent', sent_at = now(), lease = NULL, last_error = NULL WHERE id = $1 AND state = 'pending'", id);
}

Task<> MailRepository::retry_later(const Context& context, const ClaimedMail& mail, std::chrono::seconds least, std::chrono::seconds most,
                                   std::string reason) {
  co_await db_.exec(context,
                    "UPDATE outbox_mails SET lease = NULL, last_error = $3, next_attempt_at = now() + make_interval(secs => "
                    "least($5::bigint, $4::bigint * 2 ^ least(attempts - 1, 20)) * (0.75 + random() * 0.5)) "
                    "WHERE id = $1 AND lease = $2 AND state = 'pending'",
                    mail.id, mail.lease, reason, least.count(), most.count());
}

Task<std::optional<OutboxMail>> MailRepository::put_back(pg::Transaction& tx, MailId id) {
  co_return first(co_await tx.query<OutboxMail>(
      "UPDATE outbox_mails SET state = 'pending', attempts = 0, lease = NULL, next_attempt_at = now(), tried_since = now() "
      "WHERE id = $1 AND state IN ('failed', 'skipped') RETURNING " + shown,
      id));
}

Task<std::optional<OutboxMail>> MailRepository::find(pg::Transaction& tx, MailId id) {
  co_return first(co_await tx.query<OutboxMail>("SELECT " + shown + "FROM outbox_mails WHERE id = $1", id));
}

Task<> MailRepository::give_up(const Context& context, const ClaimedMail& mail, MailState state, std::string reason) {
  co_await db_.exec(context, "UPDATE outbox_mails SET state = $3, last_error = $4, lease = NULL WHERE id = $1 AND lease = $2 AND state = 'pending'",
                    mail.id, mail.lease, state, reason);
}

}  // namespace mvp::tenants
