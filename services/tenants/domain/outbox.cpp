#include "domain/outbox.hpp"

#include "mvp/core/ids.hpp"

namespace mvp::tenants {

Task<> post(pg::Transaction& tx, NewMail mail) {
  co_await tx.exec(
      "INSERT INTO outbox_mails (id, dedup_key, recipient, template, data) VALUES ($1, $2, $3, $4, $5::jsonb) "
      "ON CONFLICT (dedup_key) DO NOTHING",
      random_uuid(), mail.dedup_key, mail.recipient, mail.kind, mail.data);
}

Task<> call_back(pg::Transaction& tx, std::string dedup_key, std::string reason) {
  co_await tx.exec("UPDATE outbox_mails SET state = 'recalled', last_error = $2, lease = NULL WHERE dedup_key = $1 AND state <> 'sent'",
                   dedup_key, reason);
}

Task<std::int64_t> forget_mails(pg::Transaction& tx, TenantId tenant) {
  // By every name it ever had: names are never given to anybody else.
  co_return co_await tx.exec("DELETE FROM outbox_mails WHERE data->>'tenant' IN (SELECT slug FROM slug_history WHERE tenant_id = $1)", tenant);
}

}  // namespace mvp::tenants
