#pragma once
#include "audit/audit_entry.hpp"
#include "mvp/core/context.hpp"
#include "mvp/pg/database.hpp"

namespace mvp::garage {

/// Reads the garage's own log; domain/audit_trail.hpp writes it.
class AuditRepository {
 public:
  explicit AuditRepository(pg::Database& tenant_db) : db_(tenant_db) {}

  /// Newest first; `before`: only entries with a smaller id.
  Task<std::vector<AuditEntry>> list(const Context& context, std::int64_t limit, std::optional<std::int64_t> before);

 private:
  pg::Database& db_;
};

}  // namespace mvp::garage
