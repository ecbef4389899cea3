#pragma once
#include <filesystem>
#include <stdexcept>
#include <string>
#include <vector>

#include "import/checksum.hpp"
#include "import/progress.hpp"
#include "import/source.hpp"

namespace mvp::catalog::vpic_import {

/// One table, as the source has it and as the database has it.
struct Comparison {
  std::string table;
  Sum source, database;

  bool is_equal() const { return source == database; }
};

/// The newest import is not of the archive it is compared with.
struct OtherDataset : std::runtime_error {
  using std::runtime_error::runtime_error;
};

/// Reads both whole, the database in one snapshot, and compares every row by its checksum. Blocking.
/// @throws SourceError for the archive, pg::ServerError or pg::Unavailable for the database, OtherDataset.
std::vector<Comparison> compare(const std::string& conninfo, const std::filesystem::path& archive, const std::vector<Known>& known, const Watcher& watcher);

/// What differs in one table.
std::string sentence_of(const Comparison& comparison);
/// For people: one line a table, and one that says what it comes to.
std::string report_of(const std::vector<Comparison>& comparisons);

}  // namespace mvp::catalog::vpic_import
