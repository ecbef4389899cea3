#include "domain/audit_trail.hpp"

namespace mvp::garage {
namespace {

std::optional<std::string> text_or_null(const json::Value& value) {
  return value.is_null() ? std::nullopt : std::optional(json::serialize(value));
}

}  // namespace

Task<> record(pg::Transaction& tx, const Context& context, AuditEvent event) {
  co_await tx.exec("INSERT INTO audit_log (actor, action, target, before, after, remote, request_id) VALUES ($1, $2, $3, $4::jsonb, $5::jsonb, $6, $7)",
                   context.principal.subject, event.action, event.target, text_or_null(event.before), text_or_null(event.after), context.remote,
                   context.request_id);
}

}  // namespace mvp::garage
