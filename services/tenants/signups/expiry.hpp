#pragma once
#include "signups/repository.hpp"

namespace mvp::tenants {

/// Turns what nobody decided in time into `expired`, with its audit rows: everywhere, or of one person in one tenant.
/// @return how many.
Task<std::int64_t> expire_overdue(pg::Transaction& tx, const Context& context, std::optional<TenantId> tenant, std::optional<std::string> sub);

/// The same for the whole platform in a transaction of its own.
Task<std::int64_t> expire_overdue_everywhere(pg::Database& db, const Context& context);

}  // namespace mvp::tenants
