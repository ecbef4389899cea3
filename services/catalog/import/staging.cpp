#include "import/staging.hpp"

#include <fmt/format.h>

#include "import/copy_text.hpp"
#include "import/loaded.hpp"

namespace mvp::catalog::vpic_import {
namespace {

constexpr std::string_view lock_not_available = "55P03";

constexpr auto new_schema = R"(
drop schema if exists vpic_next cascade;
create schema vpic_next;
create table vpic_next.import_ledger (
  dataset_sha256 text not null,
  layout integer not null,
  table_name text primary key,
  rows bigint not null,
  checksum text not null
))";

struct LedgerRow {
  std::string dataset_sha256;
  std::int32_t layout = 0;
  std::string table_name;
  std::int64_t rows = 0;
  std::string checksum;
};
BOOST_DESCRIBE_STRUCT(LedgerRow, (), (dataset_sha256, layout, table_name, rows, checksum))

void take_lock(Connection& connection, std::chrono::milliseconds patience) {
  connection.script(fmt::format("set lock_timeout = {}", patience.count()));
  try {
    connection.script("select pg_advisory_lock(hashtext('catalog_imports'))");
  } catch (const pg::ServerError& e) {
    if (e.sqlstate != lock_not_available) throw;
    throw ImportUnderWay("Another import is under way; this one has changed nothing.");
  }
  connection.script("set lock_timeout = 0");
}

}  // namespace

Staging::Staging(Connection& connection, const Known& source, std::chrono::milliseconds patience) : connection_(connection), source_(source) {
  check_schema(connection);
  take_lock(connection, patience);
}

bool Staging::is_loaded_already() const {
  const auto newest = newest_import(connection_);
  return newest && newest->dataset_sha256 == source_.dataset_sha256 && newest->layout == layout;
}

Sums Staging::prepare() {
  Sums finished;
  if (has_relation(connection_, "vpic_next.import_ledger")) {
    bool is_ours = true;
    for (const auto& row : connection_.query<LedgerRow>("select " + pg::columns<LedgerRow>() + " from vpic_next.import_ledger")) {
      is_ours = is_ours && row.dataset_sha256 == source_.dataset_sha256 && row.layout == layout;
      finished[row.table_name] = {row.rows, row.checksum};
    }
    if (is_ours && !finished.empty()) return finished;
  }
  connection_.script(new_schema);  // one message: one transaction
  return {};
}

Sum Staging::copy(const TableMap& table, const SqliteImage& vpic, const std::function<void(std::int64_t)>& moved) {
  Sum sum;
  connection_.transaction([&] {
    const auto name = "vpic_next." + table.name;
    connection_.script("create table " + name + " (like vpic." + table.name + " including all)");
    CopyText text(vpic.select(table.select()));
    // Frozen: nobody can see the table before the swap, and nothing has to go over its rows again later.
    connection_.copy_in("copy " + name + " (" + table.columns + ") from stdin (freeze)", [&] {
      moved(text.checksum().rows());
      return text.chunk();
    });
    sum = {text.checksum().rows(), text.checksum().hex()};
    connection_.script("analyze " + name);
    connection_.exec("insert into vpic_next.import_ledger (" + pg::columns<LedgerRow>() + ") values ($1, $2, $3, $4, $5)",
                     source_.dataset_sha256, layout, table.name, sum.rows, sum.checksum);
  });
  return sum;
}

void Staging::take_place(const Sums& finished) {
  // Whoever reads more than one table holds locks on the first: we wait for all of them, but never long while holding
  // some of the locks ourselves, or reader and import would wait for each other.
  constexpr int attempts = 150;
  for (int attempt = 1;; ++attempt) try {
      return swap(finished);
    } catch (const pg::ServerError& e) {
      if (e.sqlstate != lock_not_available) throw;
      if (attempt == attempts)
        throw std::runtime_error("Somebody has been reading the catalogue's tables for half a minute without a pause, so the new ones could not "
                                 "take their place. They are kept: run this again, only that step is left.");
    }
}

void Staging::swap(const Sums& finished) {
  std::map<std::string, std::int64_t> rows;
  std::map<std::string, std::string> checksums;
  std::string locked = "catalog_imports";
  for (const auto& [table, sum] : finished) {
    rows[table] = sum.rows;
    checksums[table] = sum.checksum;
    locked += ", vpic." + table;
  }
  connection_.transaction([&] {
    connection_.script("set local lock_timeout = '200ms'; lock table " + locked + " in access exclusive mode; "
                       "drop table vpic_next.import_ledger; "
                       "alter schema vpic rename to vpic_previous; alter schema vpic_next rename to vpic; drop schema vpic_previous cascade; "
                       "grant usage on schema vpic to public; grant select on all tables in schema vpic to public");
    connection_.exec("insert into catalog_imports (dataset_sha256, layout, source, row_counts, checksums) values ($1, $2, $3, $4, $5)",
                     source_.dataset_sha256, layout, source_.name, rows, checksums);
  });
}

void Staging::discard() { connection_.script("drop schema if exists vpic_next cascade"); }

}  // namespace mvp::catalog::vpic_import
