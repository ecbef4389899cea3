#pragma once
#include <string>

#include "mvp/pg/database.hpp"

namespace mvp::tenants {

/// One thing that was done.
struct AuditEvent {
  std::string tenant;  ///< slug; empty for what concerns the platform
  std::string action;  ///< "signup.approve"
  std::string target;  ///< whom or what: a slug, a person's sub, an id
  json::Value before{};
  json::Value after{};
};

/// Writes it with the context's actor and address, in the transaction of the change itself: neither exists alone.
Task<> record(pg::Transaction& tx, const Context& context, AuditEvent event);

/// The same context for what the platform does by itself: the actor is "platform".
Context by_platform(Context context);

}  // namespace mvp::tenants
