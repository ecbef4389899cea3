#include <gtest/gtest.h>

#include <thread>

#include "app/small_vpic.hpp"
#include "import/connection.hpp"
#include "import/importer.hpp"
#include "mvp/testing/servers.hpp"

namespace mvp::catalog {
namespace {

using vpic_import::Connection;
const vpic_import::Watcher quiet([](const std::string&) {});

struct Text {
  std::string value;
};
BOOST_DESCRIBE_STRUCT(Text, (), (value))

std::string text(Connection& connection, const std::string& select) { return connection.query<Text>(select).front().value; }
std::string make(Connection& connection) { return text(connection, "select name as value from vpic.makes"); }
std::string model(Connection& connection) { return text(connection, "select name as value from vpic.models where id = 100"); }

/// Two datasets in which the make, the model and the maker tell which one it is.
SmallVpic named(const std::string& name) {
  return SmallVpic("update Make set Name = '" + name + "'; update Model set Name = '" + name + "' where Id = 100");
}

void import(const std::string& database, const SmallVpic& vpic) {
  vpic_import::run(database, vpic.gzip(), vpic.known(), quiet, {.is_forced = true});
}

std::string database_with(const SmallVpic& vpic) {
  auto database = testing::PostgresServer::instance().create_migrated_database("db/catalog");
  import(database, vpic);
  return database;
}

TEST(CatalogSwap, a_reader_in_the_middle_finishes_with_the_old_rows_and_the_import_waits_for_it) {
  const auto old = named("old"), newer = named("new");
  const auto database = database_with(old);
  Connection reader(database), observer(database);
  std::jthread importer;
  reader.transaction([&] {
    EXPECT_EQ(make(reader), "old");
    importer = std::jthread([&] { import(database, newer); });
    while (text(observer, "select (count(*) > 0)::text as value from pg_locks where not granted and locktype = 'relation'") != "true") {}
    EXPECT_EQ(model(reader), "old");
    EXPECT_EQ(make(reader), "old");
  });
  importer.join();
  EXPECT_EQ(make(reader), "new");
  EXPECT_EQ(model(reader), "new");
}

TEST(CatalogSwap, readers_see_the_old_rows_or_the_new_ones_and_never_both) {
  const auto one = named("one"), two = named("two");
  const auto database = database_with(one);
  std::atomic<int> reads = 0;
  std::atomic<bool> is_over = false;
  const auto read_on = [&] {
    Connection reader(database);
    while (!is_over) {
      reader.transaction([&] {
        const auto seen = make(reader);
        EXPECT_EQ(model(reader), seen);
      });
      EXPECT_EQ(text(reader, "select (count(*) = 1)::text as value from vpic.makes join vpic.models using (name)"), "true");
      ++reads;
    }
  };
  std::jthread reader(read_on);
  for (int i = 0; i < 5; ++i) {
    const int before = reads;
    import(database, i % 2 == 0 ? two : one);
    while (reads == before) {}
  }
  is_over = true;
}

}  // namespace
}  // namespace mvp::catalog
