#pragma once
#include <boost/describe.hpp>
#include <optional>
#include <string>
#include <vector>

#include "mvp/core/instant.hpp"
#include "mvp/json/codec.hpp"

namespace mvp::garage {

/// Whose log an entry stands in: the control plane's (people, sign-ups, the tenant itself) or the garage's own.
BOOST_DEFINE_ENUM_CLASS(AuditSource, platform, garage)

/// One thing that was done. Garage's own table: db/tenant/0003_audit_log.sql.
struct AuditEntry {
  AuditSource source{};
  std::int64_t id = 0;  ///< within its log
  Instant at;
  std::string actor, action, target;
  json::Value before, after;
  std::string remote;  ///< the client's address
};
BOOST_DESCRIBE_STRUCT(AuditEntry, (), (source, id, at, actor, action, target, before, after, remote))

/// Where the next page begins in each log: at smaller ids than these.
struct AuditBounds {
  std::int64_t platform = 0, garage = 0;

  /// "120-34". @return invalid for what is no such text.
  static Result<AuditBounds> parse(std::string_view text);
  std::string to_string() const;
};

/// One page over both logs, newest first.
struct AuditPage {
  std::vector<AuditEntry> items;
  std::optional<AuditBounds> next_cursor;
};
BOOST_DESCRIBE_STRUCT(AuditPage, (), (items, next_cursor))

/// The first `limit` of both, newest first. Each is the next `limit` + 1 of its log (fewer: there are no more), newest first; of
/// its order nothing changes, whatever the clocks say.
AuditPage merged(std::vector<AuditEntry> platform, std::vector<AuditEntry> garage, std::size_t limit);

}  // namespace mvp::garage
