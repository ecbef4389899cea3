#include "import/importer.hpp"

#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <fstream>

#include "app/small_vpic.hpp"
#include "import/connection.hpp"
#include "import/staging.hpp"
#include "index/loader.hpp"
#include "mvp/testing/servers.hpp"

namespace mvp::catalog {
namespace {

using vpic_import::Connection;
using vpic_import::Position;
using vpic_import::Watcher;
using Sentences = std::vector<std::string>;

constexpr std::int64_t table_count = 14;
const Watcher quiet([](const std::string&) {});

struct Number {
  std::int64_t value = 0;
};
BOOST_DESCRIBE_STRUCT(Number, (), (value))

std::int64_t number(const std::string& database, const std::string& expression) {
  return Connection(database).query<Number>("select (" + expression + ")::bigint as value").front().value;
}

std::string new_database() { return testing::PostgresServer::instance().create_migrated_database("db/catalog"); }

/// Imports, and keeps what it was told.
Sentences import(const std::string& database, const SmallVpic& vpic, const vpic_import::Options& options = {}) {
  Sentences heard;
  vpic_import::run(database, vpic.gzip(), vpic.known(), Watcher([&](const std::string& line) { heard.push_back(line); }), options);
  return heard;
}

/// Imports in a process that kills itself at the first table, before or after its transaction.
void import_and_be_killed(const std::string& database, const SmallVpic& vpic, bool is_after_the_table) {
  const pid_t child = ::fork();
  if (child == 0) {
    const auto die = [&](const Position& position) {
      if (position.unit == Position::Unit::rows && position.is_step_over == is_after_the_table) ::kill(::getpid(), SIGKILL);
    };
    try {
      vpic_import::run(database, vpic.gzip(), vpic.known(), Watcher([](const std::string&) {}, die));
    } catch (...) {
    }
    ::_exit(1);
  }
  int status = 0;
  ::waitpid(child, &status, 0);
  ASSERT_TRUE(WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL);
}

TEST(CatalogImport, an_import_killed_at_any_table_is_continued_by_the_next_one) {
  const SmallVpic old("update Make set Name = 'Vecchia'");
  const SmallVpic vpic;
  const auto database = new_database();
  import(database, old);
  for (std::int64_t finished = 0; finished < table_count; ++finished) {
    import_and_be_killed(database, vpic, false);
    if (finished > 0) EXPECT_EQ(number(database, "select count(*) from vpic_next.import_ledger"), finished);
    import_and_be_killed(database, vpic, true);
    EXPECT_EQ(number(database, "select count(*) from vpic_next.import_ledger"), finished + 1);
    EXPECT_EQ(number(database, "select count(*) from vpic.makes where name = 'Vecchia'"), 1) << "the old rows are served until all new ones are there";
  }
  EXPECT_EQ(import(database, vpic), (Sentences{"continuing: 14 of 14 tables are there", "the new catalogue is in use"}));
  EXPECT_EQ(vpic_import::verify(database, vpic.gzip(), vpic.known()), Sentences{});
  EXPECT_TRUE(current_import(database).ends_with("/2"));
  EXPECT_EQ(number(database, "select count(*) from pg_namespace where nspname in ('vpic_next', 'vpic_previous')"), 0);
}

TEST(CatalogImport, a_database_that_goes_away_in_the_middle_costs_only_the_table_under_way) {
  const SmallVpic vpic;
  const auto database = new_database();
  const auto cut = [&](const Position& position) {
    if (position.step == "wmis" && !position.is_step_over)
      Connection(database).script("select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()");
  };
  EXPECT_THROW(vpic_import::run(database, vpic.gzip(), vpic.known(), Watcher([](const std::string&) {}, cut)), pg::Unavailable);
  EXPECT_EQ(import(database, vpic).front(), "continuing: 6 of 14 tables are there");
  EXPECT_EQ(vpic_import::verify(database, vpic.gzip(), vpic.known()), Sentences{});
}

TEST(CatalogImport, what_another_dataset_left_unfinished_is_dropped) {
  const SmallVpic other("update Make set Name = 'Altra'");
  const SmallVpic vpic;
  const auto database = new_database();
  for (int i = 0; i < 5; ++i) import_and_be_killed(database, other, true);
  EXPECT_EQ(import(database, vpic), Sentences{"the new catalogue is in use"});
  EXPECT_EQ(vpic_import::verify(database, vpic.gzip(), vpic.known()), Sentences{});
}

TEST(CatalogImport, what_another_layout_left_unfinished_is_dropped) {
  const SmallVpic vpic;
  const auto database = new_database();
  import_and_be_killed(database, vpic, true);
  Connection(database).script("update vpic_next.import_ledger set layout = layout - 1");
  EXPECT_EQ(import(database, vpic), Sentences{"the new catalogue is in use"});
}

TEST(CatalogImport, a_second_import_at_the_same_time_is_refused) {
  const SmallVpic vpic;
  const auto database = new_database();
  int refused = 0;
  const auto try_another = [&](const Position& position) {
    if (!position.is_step_over || position.unit == Position::Unit::bytes) return;
    EXPECT_THROW(import(database, vpic, {.lock_patience = std::chrono::milliseconds(1)}), vpic_import::ImportUnderWay);
    ++refused;
  };
  vpic_import::run(database, vpic.gzip(), vpic.known(), Watcher([](const std::string&) {}, try_another));
  EXPECT_EQ(refused, table_count);
  EXPECT_EQ(vpic_import::verify(database, vpic.gzip(), vpic.known()), Sentences{});
}

TEST(CatalogImport, a_dataset_that_is_loaded_is_loaded_anew_only_by_force) {
  const SmallVpic vpic;
  const auto database = new_database();
  import(database, vpic);
  EXPECT_EQ(import(database, vpic), Sentences{"small vPIC is loaded already"});
  Connection(database).script("delete from vpic.makes");
  EXPECT_EQ(import(database, vpic, {.is_forced = true}), Sentences{"the new catalogue is in use"});
  EXPECT_EQ(vpic_import::verify(database, vpic.gzip(), vpic.known()), Sentences{});
  EXPECT_TRUE(current_import(database).ends_with("/2"));
}

TEST(CatalogImport, a_broken_archive_is_refused_and_the_sentence_says_what_to_do) {
  const SmallVpic vpic;
  const auto known = vpic.known();
  std::ofstream(vpic.gzip(), std::ios::app) << 'x';
  const auto database = new_database();
  try {
    vpic_import::run(database, vpic.gzip(), known, quiet);
    ADD_FAILURE() << "it was accepted";
  } catch (const vpic_import::SourceError& e) {
    EXPECT_NE(std::string(e.what()).find("Remove it and fetch it again"), std::string::npos) << e.what();
  }
  EXPECT_EQ(current_import(database), "");
}

TEST(CatalogImport, a_database_without_our_tables_is_refused_and_the_sentence_says_what_to_do) {
  const SmallVpic vpic;
  const auto database = testing::PostgresServer::instance().create_database();
  try {
    vpic_import::run(database, vpic.gzip(), vpic.known(), quiet);
    ADD_FAILURE() << "it was accepted";
  } catch (const std::runtime_error& e) {
    EXPECT_NE(std::string(e.what()).find("mvp-catalog --migrate"), std::string::npos) << e.what();
  }
}

TEST(CatalogImport, schemas_that_vpic_has_yet_to_check_are_left_out_with_all_that_is_theirs) {
  const SmallVpic vpic("insert into VinSchema values (2, 'Unchecked', 1), (3, 'Checked', 0);"
                       "insert into Wmi_VinSchema values (2, 1, 2, 2015, null), (3, 1, 3, 2019, null);"
                       "insert into Pattern values (9, 2, 'A', 28, '100', '', ''), (10, 3, 'A', 28, '101', '', '')");
  const auto database = new_database();
  import(database, vpic);
  EXPECT_EQ(number(database, "select count(*) from vpic.schemas"), 2);
  EXPECT_EQ(number(database, "select count(*) from vpic.wmi_schemas"), 2);
  EXPECT_EQ(number(database, "select count(*) from vpic.patterns where schema_id = 2"), 0);
  EXPECT_EQ(number(database, "select count(*) from vpic.patterns where schema_id = 3"), 1);
  EXPECT_EQ(vpic_import::verify(database, vpic.gzip(), vpic.known()), Sentences{});
}

TEST(CatalogImport, dates_and_descriptions_are_those_of_vpic) {
  const SmallVpic vpic;
  const auto database = new_database();
  import(database, vpic);
  EXPECT_EQ(number(database, "select count(*) from vpic.wmis where public_from = '1988-12-30'"), 1);
  EXPECT_EQ(number(database, "select count(*) from vpic.elements where description = '<p>Shape of the body.</p>'"), 1);
  EXPECT_EQ(number(database, "select count(*) from vpic.elements where description is null"), 4);
  EXPECT_EQ(number(database, "select count(*) from vpic.patterns where changed_at = '2015-03-04 10:33:34.057'"), 2);
}

}  // namespace
}  // namespace mvp::catalog
