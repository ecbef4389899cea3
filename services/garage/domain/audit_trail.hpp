#pragma once
#include <string>

#include "mvp/pg/database.hpp"

namespace mvp::garage {

/// One thing that was done in this garage.
struct AuditEvent {
  std::string action;  ///< "api_key.create"
  std::string target;  ///< what it was done to: an id, "settings"
  json::Value before{};
  json::Value after{};
};

/// Writes it with the context's person and address, in the transaction of the act itself: neither exists alone.
Task<> record(pg::Transaction& tx, const Context& context, AuditEvent event);

}  // namespace mvp::garage
