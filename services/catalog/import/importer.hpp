#pragma once
#include <filesystem>
#include <functional>
#include <map>
#include <string>
#include <vector>

#include "import/source.hpp"

namespace mvp::catalog::vpic_import {

/// One line for the person who waits.
using Progress = std::function<void(const std::string&)>;
/// Rows by table of schema vpic.
using RowCounts = std::map<std::string, std::int64_t>;

/// Loads the archive into the catalogue database: a new schema beside the old one, which takes its place in the same
/// transaction, so that readers see the old rows or the new ones. Nothing is done when the newest import is of the same
/// dataset. Blocking. @return true if it loaded something.
/// @throws SourceError for the archive, pg::ServerError or Unavailable for the database.
bool run(const std::string& conninfo, const std::filesystem::path& archive, const std::vector<Known>& known, const Progress& progress);

/// Compares the database's rows with the archive's. @return a sentence for each table that differs.
std::vector<std::string> verify(const std::string& conninfo, const std::filesystem::path& archive, const std::vector<Known>& known);

}  // namespace mvp::catalog::vpic_import
