#include <gtest/gtest.h>

#include "import/source.hpp"
#include "index/reader.hpp"
#include "mvp/pg/migrator.hpp"
#include "mvp/testing/servers.hpp"

namespace mvp::catalog {
namespace {

/// Every column, constraint, index and grant outside the ledger of migrations, one a line.
std::string shape(const std::string& database) {
  Reader reader(database);
  std::string lines;
  const auto add = [&](Reader::Fields row) { lines += std::string(row[0]) + '\n'; };
  reader.each("select concat_ws(' ', n.nspname, c.relname, a.attname, format_type(a.atttypid, a.atttypmod), a.attnotnull, a.attidentity, pg_get_expr(d.adbin, d.adrelid)) "
              "from pg_attribute a join pg_class c on c.oid = a.attrelid join pg_namespace n on n.oid = c.relnamespace "
              "left join pg_attrdef d on d.adrelid = c.oid and d.adnum = a.attnum "
              "where n.nspname in ('public', 'vpic') and c.relkind = 'r' and c.relname <> 'schema_migrations' and a.attnum > 0 order by 1", add);
  reader.each("select concat_ws(' ', conrelid::regclass, conname, pg_get_constraintdef(oid)) from pg_constraint "
              "where connamespace::regnamespace::text in ('public', 'vpic') and conrelid::regclass::text <> 'schema_migrations' order by 1", add);
  reader.each("select concat_ws(' ', schemaname, indexdef) from pg_indexes where schemaname in ('public', 'vpic') and tablename <> 'schema_migrations' order by 1", add);
  reader.each("select concat_ws(' ', oid::regclass, relacl::text) from pg_class where relnamespace::regnamespace::text in ('public', 'vpic') "
              "and relkind = 'r' and relname <> 'schema_migrations' order by 1", add);
  return lines;
}

TEST(CatalogSchema, the_migrated_schema_is_that_of_the_snapshot) {
  auto& server = testing::PostgresServer::instance();
  const auto snapshot = server.create_database();
  const auto steps = std::filesystem::path(MVP_SOURCE_DIR) / "db/catalog";
  // The snapshot as the only step of a directory: the migrator runs whole files.
  const vpic_import::TemporaryDirectory directory;
  std::filesystem::copy_file(steps / "schema.sql", directory.path() / "0001_snapshot.sql");
  pg::migrate(snapshot, pg::read_migrations(directory.path()));
  const auto migrated = shape(server.create_migrated_database("db/catalog"));
  EXPECT_EQ(shape(snapshot), migrated);
  EXPECT_NE(migrated.find("vpic patterns keys text"), std::string::npos) << migrated;
}

}  // namespace
}  // namespace mvp::catalog
