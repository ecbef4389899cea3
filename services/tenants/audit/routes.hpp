#pragma once
#include <boost/describe.hpp>

#include "domain/page.hpp"
#include "mvp/core/instant.hpp"
#include "mvp/http/router.hpp"
#include "mvp/pg/database.hpp"

namespace mvp::tenants {

/// One row of the audit log. Table: db/platform/0004_audit_log.sql; written by domain/audit_trail.hpp.
struct AuditEntry {
  std::int64_t id = 0;
  Instant at;
  std::optional<std::string> tenant;  ///< slug; absent for what concerns the platform
  std::string actor, action, target;
  json::Value before, after;
  std::string remote;
};
BOOST_DESCRIBE_STRUCT(AuditEntry, (), (id, at, tenant, actor, action, target, before, after, remote))

/// GET /api/v1/tenants/{tenant}/audit and /api/v1/audit: what was done in one tenant, or everywhere, newest first.
class Audit {
 public:
  explicit Audit(pg::Database& db) : db_(db) {}
  /// Of Context::tenant. `before`: only entries with a smaller id.
  Task<Page<AuditEntry>> list(const Context& context, std::int64_t limit, std::optional<std::int64_t> before);
  /// Of all tenants, and of the platform itself.
  Task<Page<AuditEntry>> list_all(const Context& context, std::int64_t limit, std::optional<std::int64_t> before);

 private:
  pg::Database& db_;
};

void mount(Audit& audit, http::Router& router);

}  // namespace mvp::tenants
