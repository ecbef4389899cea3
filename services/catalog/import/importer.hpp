#pragma once
#include <chrono>
#include <filesystem>
#include <string>
#include <vector>

#include "import/progress.hpp"
#include "import/source.hpp"

namespace mvp::catalog::vpic_import {

struct Options {
  bool is_forced = false;  ///< also when the dataset is loaded already
  std::chrono::milliseconds lock_patience{3'000};  ///< how long to wait for another import to end
};

/// Loads the archive into the catalogue database, table by table beside those in use; when all are there they take
/// their place in one transaction, so that readers see the old rows or the new ones. A run that was cut short is
/// continued by the next one. Nothing is done when the newest import is of the same dataset. Blocking.
/// @return true if it loaded something.
/// @throws SourceError for the archive, ImportUnderWay, pg::ServerError or pg::Unavailable for the database.
bool run(const std::string& conninfo, const std::filesystem::path& archive, const std::vector<Known>& known, const Watcher& watcher,
         const Options& options = {});

/// Compares the database with the archive, row by row. @return a sentence for each thing that differs.
std::vector<std::string> verify(const std::string& conninfo, const std::filesystem::path& archive, const std::vector<Known>& known);

}  // namespace mvp::catalog::vpic_import
