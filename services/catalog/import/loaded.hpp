#pragma once
#include <boost/describe.hpp>
#include <cstdint>
#include <map>
#include <optional>
#include <string>

#include "import/connection.hpp"

namespace mvp::catalog::vpic_import {

/// An import that has taken place.
struct Loaded {
  std::int64_t id = 0;
  std::string dataset_sha256;
  std::int32_t layout = 0;
  std::string source;       ///< "NHTSA vPIC of ..."
  std::string imported_at;  ///< RFC 3339, UTC
  std::map<std::string, std::int64_t> row_counts;
};
BOOST_DESCRIBE_STRUCT(Loaded, (), (id, dataset_sha256, layout, source, imported_at, row_counts))

/// What `mvp-catalog --status` prints.
struct Status {
  std::optional<Loaded> loaded;
  bool is_current = false;            ///< loaded as this program would load it
  std::int64_t unfinished_tables = 0; ///< of an import that runs or was cut short
};
BOOST_DESCRIBE_STRUCT(Status, (), (loaded, is_current, unfinished_tables))

/// The newest import.
std::optional<Loaded> newest_import(Connection& connection);

/// As the database's owner. @throws as check_schema.
Status status(const std::string& conninfo);

/// "vpic.makes": is there such a table?
bool has_relation(Connection& connection, const std::string& name);

/// @throws std::runtime_error saying what to do when the database's tables are not those this program knows.
void check_schema(Connection& connection);

}  // namespace mvp::catalog::vpic_import
