#include "audit/repository.hpp"

namespace mvp::garage {

Task<std::vector<AuditEntry>> AuditRepository::list(const Context& context, std::int64_t limit, std::optional<std::int64_t> before) {
  co_return co_await db_.query<AuditEntry>(
      context,
      "SELECT 'garage' AS source, id, at, actor, action, target, before, after, remote FROM audit_log "
      "WHERE $1::bigint IS NULL OR id < $1 ORDER BY id DESC LIMIT $2::bigint",
      before, limit);
}

}  // namespace mvp::garage
