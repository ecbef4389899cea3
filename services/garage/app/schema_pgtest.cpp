#include <gtest/gtest.h>
#include <libpq-fe.h>

#include <memory>

#include "app/garage_site.hpp"
#include "mvp/testing/schema.hpp"

namespace mvp::garage {
namespace {

/// First column of the first row, or the SQLSTATE of the refusal.
std::string ask(PGconn* connection, const std::string& sql) {
  const pg::ResultPtr result(PQexec(connection, sql.c_str()));
  if (const char* state = PQresultErrorField(result.get(), PG_DIAG_SQLSTATE)) return state;
  return PQntuples(result.get()) > 0 ? PQgetvalue(result.get(), 0, 0) : "";
}

/// MVP_UPDATE_SNAPSHOT=1 writes db/tenant/schema.sql anew.
TEST(TenantSchema, migrations_lead_to_the_snapshot) {
  const auto schema = testing::dumped_schema(tenant_database());
  ASSERT_FALSE(schema.empty());
  EXPECT_EQ(schema, testing::schema_snapshot("db/tenant/schema.sql", schema));
}

TEST(TenantSchema, the_applications_role_changes_rows_and_never_the_schema) {
  const std::unique_ptr<PGconn, decltype(&PQfinish)> connection(PQconnectdb(as_the_application(tenant_database()).c_str()), PQfinish);
  EXPECT_EQ(ask(connection.get(), "SELECT current_user"), "garage_app");
  EXPECT_EQ(ask(connection.get(), "SELECT count(*) FROM vehicles"), "0");
  EXPECT_EQ(ask(connection.get(), "UPDATE settings SET currency = 'CHF' RETURNING currency"), "CHF");
  EXPECT_EQ(ask(connection.get(), "DELETE FROM settings"), "42501");
  EXPECT_EQ(ask(connection.get(), "DROP TABLE fuel_logs"), "42501");
  EXPECT_EQ(ask(connection.get(), "ALTER TABLE vehicles ADD COLUMN x int"), "42501");
  EXPECT_EQ(ask(connection.get(), "CREATE TABLE mine (x int)"), "42501");
  EXPECT_EQ(ask(connection.get(), "TRUNCATE vehicles CASCADE"), "42501");
  EXPECT_EQ(ask(connection.get(), "SELECT * FROM schema_migrations"), "42501");
}

}  // namespace
}  // namespace mvp::garage
