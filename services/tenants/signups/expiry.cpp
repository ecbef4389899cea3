#include "signups/expiry.hpp"

#include "domain/audit_trail.hpp"

namespace mvp::tenants {

Task<std::int64_t> expire_overdue(pg::Transaction& tx, const Context& context, std::optional<TenantId> tenant, std::optional<std::string> sub) {
  const auto expired = co_await SignupRepository::expire(tx, std::move(tenant), std::move(sub));
  const auto as_platform = by_platform(context);
  for (const auto& signup : expired)
    co_await record(tx, as_platform, {.tenant = signup.tenant, .action = "signup.expire", .target = signup.id.value, .after = json::to_value(signup)});
  co_return static_cast<std::int64_t>(expired.size());
}

Task<std::int64_t> expire_overdue_everywhere(pg::Database& db, const Context& context) {
  co_return co_await db.transaction(context, [&](pg::Transaction& tx) { return expire_overdue(tx, context, std::nullopt, std::nullopt); });
}

}  // namespace mvp::tenants
