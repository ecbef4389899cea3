#include "import/importer.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <variant>

#include "import/copy_text.hpp"
#include "import/tables.hpp"
#include "mvp/pg/database.hpp"

namespace mvp::catalog::vpic_import {
namespace {

constexpr auto patience = std::chrono::minutes(10);

struct LedgerRow {
  std::string dataset_sha256;
  std::int32_t layout = 0;
};
BOOST_DESCRIBE_STRUCT(LedgerRow, (), (dataset_sha256, layout))

struct Count {
  std::int64_t rows = 0;
};
BOOST_DESCRIBE_STRUCT(Count, (), (rows))

/// Runs a coroutine on one database until it is done; rethrows what it throws.
void on_database(const std::string& conninfo, const std::function<Task<>(pg::Database&, const Context&)>& body) {
  boost::asio::io_context io;
  pg::Database database(io.get_executor(), {.conninfo = conninfo, .statement_timeout = patience});
  const Context context{.tenant = {}, .deadline = std::chrono::steady_clock::now() + patience};
  std::exception_ptr thrown;
  boost::asio::co_spawn(io, body(database, context), [&](std::exception_ptr failure) {
    thrown = failure;
    io.stop();
  });
  io.run();
  if (thrown) std::rethrow_exception(thrown);
}

Task<bool> is_current(pg::Database& database, const Context& context, const std::string& dataset) {
  const auto newest = co_await database.query<LedgerRow>(
      context, "select dataset_sha256, layout from catalog_imports order by id desc limit 1");
  co_return !newest.empty() && newest[0].dataset_sha256 == dataset && newest[0].layout == layout;
}

Task<RowCounts> fill(pg::Transaction& tx, const SqliteFile& vpic, const Progress& progress) {
  co_await tx.script("set local client_min_messages = warning; drop schema if exists vpic_next cascade; create schema vpic_next");
  RowCounts counts;
  for (const auto& table : table_maps(vpic)) {
    co_await tx.script("create table vpic_next." + table.name + " (like vpic." + table.name + " including all)");
    CopyText text(vpic.select(table.source));
    counts[table.name] = co_await tx.copy_in("copy vpic_next." + table.name + " (" + table.columns + ") from stdin", [&] { return text.chunk(); });
    progress(table.name + ": " + std::to_string(counts[table.name]) + " rows");
  }
  co_return counts;
}

constexpr auto take_place =
    "alter schema vpic rename to vpic_previous; alter schema vpic_next rename to vpic; drop schema vpic_previous cascade;"
    "grant usage on schema vpic to public; grant select on all tables in schema vpic to public;"
    "analyze vpic.patterns; analyze vpic.models; analyze vpic.wmi_schemas";

Task<std::monostate> load(pg::Transaction& tx, const SqliteFile& vpic, const Known& source, const Progress& progress) {
  co_await tx.script("select pg_advisory_xact_lock(hashtext('catalog_imports'))");
  const auto counts = co_await fill(tx, vpic, progress);
  co_await tx.script(take_place);
  co_await tx.exec("insert into catalog_imports (dataset_sha256, layout, source, row_counts) values ($1, $2, $3, $4::jsonb)",
                   source.dataset_sha256, layout, source.name, counts);
  co_return std::monostate{};
}

}  // namespace

bool run(const std::string& conninfo, const std::filesystem::path& archive, const std::vector<Known>& known, const Progress& progress) {
  const auto& source = identify(archive, known);
  bool is_done = false;
  on_database(conninfo, [&](pg::Database& database, const Context& context) -> Task<> {
    is_done = co_await is_current(database, context, source.dataset_sha256);
  });
  if (is_done) {
    progress(source.name + " is loaded already");
    return false;
  }
  progress("unpacking " + source.name);
  const TemporaryDirectory directory;
  const auto file = directory.path() / "vpic.db";
  progress(std::to_string(unpack(archive, file) / 1024 / 1024) + " MB unpacked; loading");
  const SqliteFile vpic(file);
  on_database(conninfo, [&](pg::Database& database, const Context& context) -> Task<> {
    co_await database.transaction(context, [&](pg::Transaction& tx) { return load(tx, vpic, source, progress); });
  });
  progress("the new catalogue is in use");
  return true;
}

std::vector<std::string> verify(const std::string& conninfo, const std::filesystem::path& archive, const std::vector<Known>& known) {
  const auto& source = identify(archive, known);
  const TemporaryDirectory directory;
  const auto file = directory.path() / "vpic.db";
  unpack(archive, file);
  const SqliteFile vpic(file);
  std::vector<std::string> differences;
  on_database(conninfo, [&](pg::Database& database, const Context& context) -> Task<> {
    if (!co_await is_current(database, context, source.dataset_sha256)) differences.push_back("The newest import is not " + source.name + ".");
    for (const auto& table : table_maps(vpic)) {
      const auto found = co_await database.query<Count>(context, "select count(*) as rows from vpic." + table.name);
      const auto wanted = vpic.count(table.source);
      if (found[0].rows != wanted)
        differences.push_back(table.name + " has " + std::to_string(found[0].rows) + " rows, the source " + std::to_string(wanted) + ".");
    }
  });
  return differences;
}

}  // namespace mvp::catalog::vpic_import
