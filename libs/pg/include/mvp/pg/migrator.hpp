#pragma once
#include <filesystem>
#include <string>
#include <vector>

namespace mvp::pg {

struct Migration {
  int version;        ///< the number in front of the file name, 1..n without gaps
  std::string name;   ///< file name, "0001_tenants.sql"
  std::string sql;
  std::string checksum;  ///< SHA-256 of `sql`, hexadecimal
};

/// The numbered SQL files of a directory (schema.sql is not one). @throws std::runtime_error on a gap or a duplicate.
std::vector<Migration> read_migrations(const std::filesystem::path& directory);

/// Brings the database to the newest version: advisory lock, ledger table `schema_migrations`, one transaction per
/// step, nothing done when already there. Blocking: meant for `--migrate` and tests.
/// @return number of steps applied. @throws std::runtime_error when an applied file has changed or a step fails.
int migrate(const std::string& conninfo, const std::vector<Migration>& migrations);

}  // namespace mvp::pg
