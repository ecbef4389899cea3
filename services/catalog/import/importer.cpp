#include "import/importer.hpp"

#include <fmt/format.h>

#include "import/staging.hpp"
#include "import/verifier.hpp"

namespace mvp::catalog::vpic_import {
namespace {

/// Copies what is not finished yet.
void fill(Staging& staging, const SqliteImage& vpic, Sums& finished, const Watcher& watcher) {
  const auto tables = table_maps(vpic);
  std::uint64_t total = 0, before = 0;
  for (const auto& table : tables) total += static_cast<std::uint64_t>(vpic.count(table.source));
  for (const auto& [name, sum] : finished) before += static_cast<std::uint64_t>(sum.rows);
  if (!finished.empty()) watcher.say(fmt::format("continuing: {} of {} tables are there", finished.size(), tables.size()));
  for (const auto& table : tables) {
    if (finished.contains(table.name)) continue;
    const auto tell = [&](std::int64_t rows, bool is_over) {
      const auto done = static_cast<std::uint64_t>(rows);
      watcher.moved({.step = table.name, .done = before + done, .total = total, .step_done = done, .is_step_over = is_over});
    };
    const auto sum = staging.copy(table, vpic, [&](std::int64_t rows) { tell(rows, false); });
    finished[table.name] = sum;
    tell(sum.rows, true);
    before += static_cast<std::uint64_t>(sum.rows);
  }
}

}  // namespace

bool run(const std::string& conninfo, const std::filesystem::path& archive, const std::vector<Known>& known, const Watcher& watcher,
         const Options& options) {
  const auto& source = identify(archive, known);
  Connection connection(conninfo);
  Staging staging(connection, source, options.lock_patience);
  if (!options.is_forced && staging.is_loaded_already()) {
    staging.discard();  // what a forced import left behind
    watcher.say(source.name + " is loaded already");
    return false;
  }
  const SqliteImage vpic(unpack(archive, watcher));
  auto finished = staging.prepare();
  fill(staging, vpic, finished, watcher);
  staging.take_place(finished);
  watcher.say("the new catalogue is in use");
  return true;
}

std::vector<std::string> verify(const std::string& conninfo, const std::filesystem::path& archive, const std::vector<Known>& known) {
  std::vector<std::string> differences;
  try {
    for (const auto& table : compare(conninfo, archive, known, Watcher([](const std::string&) {})))
      if (!table.is_equal()) differences.push_back(sentence_of(table));
  } catch (const OtherDataset& e) {
    differences.emplace_back(e.what());
  }
  return differences;
}

}  // namespace mvp::catalog::vpic_import
