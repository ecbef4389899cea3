#include <gtest/gtest.h>
#include <libpq-fe.h>

#include <memory>

#include "mvp/pg/codec.hpp"
#include "mvp/pg/migrator.hpp"
#include "mvp/testing/schema.hpp"
#include "mvp/testing/servers.hpp"

namespace mvp::tenants {
namespace {

const std::string source = MVP_SOURCE_DIR;

class Connection {
 public:
  explicit Connection(const std::string& conninfo) : conn_(PQconnectdb(conninfo.c_str()), PQfinish) {}
  /// First column of the first row, or the SQLSTATE of the refusal.
  std::string ask(const std::string& sql) {
    const pg::ResultPtr result(PQexec(conn_.get(), sql.c_str()));
    if (const char* state = PQresultErrorField(result.get(), PG_DIAG_SQLSTATE)) return state;
    return PQntuples(result.get()) > 0 ? PQgetvalue(result.get(), 0, 0) : "";
  }

 private:
  std::unique_ptr<PGconn, decltype(&PQfinish)> conn_;
};

/// MVP_UPDATE_SNAPSHOT=1 writes db/platform/schema.sql anew.
TEST(PlatformSchema, migrations_lead_to_the_snapshot) {
  const auto schema = testing::dumped_schema(testing::PostgresServer::instance().create_migrated_database("db/platform"));
  ASSERT_FALSE(schema.empty());
  EXPECT_EQ(schema, testing::schema_snapshot("db/platform/schema.sql", schema));
}

TEST(PlatformSchema, the_guides_validation_queries_work) {
  Connection db(testing::PostgresServer::instance().create_migrated_database("db/platform"));
  EXPECT_EQ(db.ask("SELECT * FROM tenants"), "");
  EXPECT_EQ(db.ask("SELECT * FROM tenant_signups WHERE status = 'pending'"), "");
}

TEST(PlatformSchema, the_audit_log_cannot_be_rewritten_not_even_by_its_owner) {
  Connection db(testing::PostgresServer::instance().create_migrated_database("db/platform"));
  EXPECT_EQ(db.ask("INSERT INTO audit_log (actor, action, target) VALUES ('a', 'b', 'c') RETURNING target"), "c");
  for (const auto* sql : {"UPDATE audit_log SET actor = 'x'", "DELETE FROM audit_log", "TRUNCATE audit_log"}) EXPECT_EQ(db.ask(sql), "42501") << sql;
}

TEST(PlatformSchema, the_services_role_can_neither_rewrite_history_nor_delete_tenants) {
  const auto conninfo = testing::PostgresServer::instance().create_database();
  Connection db(conninfo);
  db.ask("CREATE ROLE mvp_platform_app");
  pg::migrate(conninfo, pg::read_migrations(source + "/db/platform"));
  const auto may = [&](const std::string& table, const std::string& what) {
    return db.ask("SELECT has_table_privilege('mvp_platform_app', '" + table + "', '" + what + "')");
  };
  EXPECT_EQ(may("audit_log", "INSERT"), "t");
  EXPECT_EQ(may("audit_log", "UPDATE"), "f");
  EXPECT_EQ(may("audit_log", "DELETE"), "f");
  EXPECT_EQ(may("tenants", "UPDATE"), "t");
  EXPECT_EQ(may("tenants", "DELETE"), "f");
}

TEST(PlatformSchema, what_is_no_slug_is_refused_by_the_database_too) {
  Connection db(testing::PostgresServer::instance().create_migrated_database("db/platform"));
  const auto insert = [&](const std::string& slug) {
    return db.ask("INSERT INTO tenants (id, slug, name) VALUES (gen_random_uuid(), '" + slug + "', 'x') RETURNING subdomain");
  };
  EXPECT_EQ(insert("demo-tenant"), "demo-tenant");
  for (const auto* slug : {"a", "-a-b", "a--b", "Abc", "abc-", "1ab"}) EXPECT_EQ(insert(slug), "23514") << slug;
}

}  // namespace
}  // namespace mvp::tenants
