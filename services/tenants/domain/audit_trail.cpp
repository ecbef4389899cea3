#include "domain/audit_trail.hpp"

namespace mvp::tenants {
namespace {

std::optional<std::string> text_or_null(const json::Value& v) {
  return v.is_null() ? std::nullopt : std::optional(json::serialize(v));
}

}  // namespace

Task<> record(pg::Transaction& tx, const Context& context, AuditEvent event) {
  co_await tx.exec(
      "INSERT INTO audit_log (tenant, actor, action, target, before, after, remote, request_id) "
      "VALUES (nullif($1::text, ''), $2, $3, $4, $5::jsonb, $6::jsonb, $7, $8)",
      event.tenant, context.principal.subject, event.action, event.target, text_or_null(event.before),
      text_or_null(event.after), context.remote, context.request_id);
}

Context by_platform(Context context) {
  context.principal = Principal{.subject = "platform"};
  return context;
}

}  // namespace mvp::tenants
