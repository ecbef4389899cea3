#pragma once
#include <string>
#include <vector>

#include "import/sqlite.hpp"

namespace mvp::catalog::vpic_import {

/// One table of schema vpic, and where its rows come from.
struct TableMap {
  std::string name;     ///< "patterns"
  std::string columns;  ///< "id, schema_id, ..."
  std::string source;   ///< SELECT on vPIC's SQLite file, columns in the same order, values as PostgreSQL prints them
  std::string order{};  ///< ORDER BY, where the loaded rows should lie in one

  std::string select() const { return source + ' ' + order; }
};

/// Counts up when what the importer makes of the same dataset changes: then it is imported anew.
inline constexpr int layout = 2;

/// All tables. Look-up tables are those that the file's elements name and the file has. @throws SourceError.
std::vector<TableMap> table_maps(const SqliteImage& vpic);

}  // namespace mvp::catalog::vpic_import
