#include "import/loaded.hpp"

#include <algorithm>
#include <stdexcept>

#include "import/source.hpp"
#include "import/tables.hpp"

namespace mvp::catalog::vpic_import {
namespace {

struct Count {
  std::int64_t rows = 0;
};
BOOST_DESCRIBE_STRUCT(Count, (), (rows))

}  // namespace

std::optional<Loaded> newest_import(Connection& connection) {
  auto rows = connection.query<Loaded>(
      "select id, dataset_sha256, layout, source, row_counts, to_char(imported_at at time zone 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS\"Z\"') as imported_at "
      "from catalog_imports order by id desc limit 1");
  if (rows.empty()) return std::nullopt;
  return std::move(rows.front());
}

bool has_relation(Connection& connection, const std::string& name) {
  return connection.query<Count>("select count(*) as rows from pg_class where oid = to_regclass($1)", name).front().rows == 1;
}

void check_schema(Connection& connection) {
  const auto known = connection.query<Count>(
      "select count(*) as rows from pg_attribute where attrelid = to_regclass('catalog_imports') and attname = 'checksums' and not attisdropped");
  if (known.front().rows != 1) throw std::runtime_error("The database has not the tables this program knows: run `mvp-catalog --migrate` first.");
}

Status status(const std::string& conninfo) {
  Connection connection(conninfo);
  check_schema(connection);
  Status status{.loaded = newest_import(connection)};
  status.is_current = status.loaded && status.loaded->layout == layout &&
                      std::ranges::count(known_sources(), status.loaded->dataset_sha256, &Known::dataset_sha256) > 0;
  if (has_relation(connection, "vpic_next.import_ledger"))
    status.unfinished_tables = connection.query<Count>("select count(*) as rows from vpic_next.import_ledger").front().rows;
  return status;
}

}  // namespace mvp::catalog::vpic_import
