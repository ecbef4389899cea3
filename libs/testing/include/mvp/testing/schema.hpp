#pragma once
#include <string>

namespace mvp::testing {

/// The database's schema as pg_dump tells it, without what differs between machines and versions (comments, settings,
/// blank lines, psql commands) and without the ledger of migrations. Empty when pg_dump fails.
std::string dumped_schema(const std::string& conninfo);

/// The snapshot file `path` (relative to the source tree: "db/tenant/schema.sql"). With MVP_UPDATE_SNAPSHOT=1 in the
/// environment it is written anew from `schema` first.
std::string schema_snapshot(const std::string& path, const std::string& schema);

}  // namespace mvp::testing
