#include "import/verifier.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "import/connection.hpp"
#include "import/copy_text.hpp"
#include "import/loaded.hpp"
#include "import/numbers.hpp"
#include "import/tables.hpp"

namespace mvp::catalog::vpic_import {
namespace {

Sum sum_of_source(const TableMap& table, const SqliteImage& vpic) {
  CopyText text(vpic.select(table.source));
  while (!text.chunk().empty()) {}
  return {text.checksum().rows(), text.checksum().hex()};
}

Sum sum_of_database(const TableMap& table, Connection& connection) {
  Checksum checksum;
  connection.copy_out("copy vpic." + table.name + " (" + table.columns + ") to stdout", [&](std::string_view row) { checksum.add(row); });
  return {checksum.rows(), checksum.hex()};
}

void check_dataset(Connection& connection, const Known& source) {
  const auto newest = newest_import(connection);
  if (!newest) throw OtherDataset("Nothing has been imported yet: the catalogue is empty.");
  if (newest->dataset_sha256 != source.dataset_sha256) throw OtherDataset("The newest import is of " + newest->source + ", not of this archive.");
  if (newest->layout != layout) throw OtherDataset("The newest import was made by another version of this program: import again.");
}

}  // namespace

std::vector<Comparison> compare(const std::string& conninfo, const std::filesystem::path& archive, const std::vector<Known>& known, const Watcher& watcher) {
  const auto& source = identify(archive, known);
  Connection connection(conninfo);
  check_schema(connection);
  std::vector<Comparison> comparisons;
  const auto compare_all = [&] {
    connection.script("lock table catalog_imports in access share mode");  // before the snapshot is taken: an import waits for us
    check_dataset(connection, source);
    const SqliteImage vpic(unpack(archive, watcher));
    const auto tables = table_maps(vpic);
    std::uint64_t total = 0, done = 0;
    for (const auto& table : tables) total += static_cast<std::uint64_t>(vpic.count(table.source));
    for (const auto& table : tables) {
      watcher.moved({.step = table.name, .done = done, .total = total});
      comparisons.push_back({table.name, sum_of_source(table, vpic), sum_of_database(table, connection)});
      done += static_cast<std::uint64_t>(comparisons.back().source.rows);
      watcher.moved({.step = table.name, .done = done, .total = total});
    }
  };
  connection.transaction(compare_all, "isolation level repeatable read read only");
  return comparisons;
}

std::string sentence_of(const Comparison& c) {
  if (c.source.rows != c.database.rows)
    return fmt::format("{} has {} rows, the source {}.", c.table, grouped(c.database.rows), grouped(c.source.rows));
  return fmt::format("{} has as many rows as the source, but not the same ones.", c.table);
}

std::string report_of(const std::vector<Comparison>& comparisons) {
  std::string out = fmt::format("{:<22}{:>14}{:>14}  {}\n", "TABLE", "SOURCE", "DATABASE", "CHECKSUM");
  std::int64_t rows = 0;
  for (const auto& c : comparisons) {
    rows += c.source.rows;
    const auto verdict = c.source.checksum == c.database.checksum ? "equal" : "DIFFERENT";
    out += fmt::format("{:<22}{:>14}{:>14}  {}\n", c.table, grouped(c.source.rows), grouped(c.database.rows), verdict);
  }
  const auto wrong = std::ranges::count_if(comparisons, [](const auto& c) { return !c.is_equal(); });
  if (wrong == 0) return out + fmt::format("All {} tables with {} rows are as in the source.\n", comparisons.size(), grouped(rows));
  return out + fmt::format("{} of {} tables differ from the source; `mvp catalog import --force` loads them anew.\n", wrong, comparisons.size());
}

}  // namespace mvp::catalog::vpic_import
