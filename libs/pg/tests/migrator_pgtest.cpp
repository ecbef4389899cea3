#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <thread>

#include "mvp/pg/migrator.hpp"
#include "mvp/testing/servers.hpp"

namespace mvp::pg {
namespace {

Migration step(int version, std::string sql) {
  auto name = "000" + std::to_string(version) + "_step.sql";
  auto checksum = std::to_string(std::hash<std::string>{}(sql));
  return {version, std::move(name), std::move(sql), std::move(checksum)};
}

TEST(Migrator, only_what_is_new_is_applied) {
  const auto db = testing::PostgresServer::instance().create_database();
  std::vector<Migration> steps{step(1, "CREATE TABLE a (i int)")};
  EXPECT_EQ(migrate(db, steps), 1);
  EXPECT_EQ(migrate(db, steps), 0);
  steps.push_back(step(2, "CREATE TABLE b (i int)"));
  EXPECT_EQ(migrate(db, steps), 1);
}

TEST(Migrator, a_step_that_fails_leaves_the_database_at_the_version_before) {
  const auto db = testing::PostgresServer::instance().create_database();
  const std::vector<Migration> broken{step(1, "CREATE TABLE a (i int)"), step(2, "CREATE TABLE b (i int); SELECT 1/0")};
  EXPECT_THROW(migrate(db, broken), std::runtime_error);
  const std::vector<Migration> mended{broken[0], step(2, "CREATE TABLE b (i int)")};
  EXPECT_EQ(migrate(db, mended), 1);
}

TEST(Migrator, a_step_changed_after_it_was_applied_is_refused) {
  const auto db = testing::PostgresServer::instance().create_database();
  migrate(db, {step(1, "CREATE TABLE a (i int)")});
  EXPECT_THROW(migrate(db, {step(1, "CREATE TABLE a (i bigint)")}), std::runtime_error);
}

TEST(Migrator, two_at_once_apply_each_step_once) {
  const auto db = testing::PostgresServer::instance().create_database();
  const std::vector<Migration> steps{step(1, "CREATE TABLE a (i int)"), step(2, "CREATE TABLE b (i int)")};
  int first = 0, second = 0;
  {
    std::jthread a([&] { first = migrate(db, steps); });
    std::jthread b([&] { second = migrate(db, steps); });
  }
  EXPECT_EQ(first + second, 2);
}

TEST(Migrator, a_gap_in_the_numbers_is_refused) {
  const auto directory = std::filesystem::temp_directory_path() / ("mvp-steps-" + std::to_string(::getpid()));
  std::filesystem::create_directory(directory);
  std::ofstream(directory / "0001_a.sql") << "SELECT 1";
  std::ofstream(directory / "0003_c.sql") << "SELECT 1";
  EXPECT_THROW(read_migrations(directory), std::runtime_error);
  std::filesystem::remove_all(directory);
}

}  // namespace
}  // namespace mvp::pg
