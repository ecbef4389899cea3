#include "import/sqlite.hpp"

#include <sqlite3.h>

#include "import/copy_text.hpp"
#include "import/source.hpp"

namespace mvp::catalog::vpic_import {
namespace {

void print_time(sqlite3_context* call, int, sqlite3_value** arguments) {
  const auto* text = reinterpret_cast<const char*>(sqlite3_value_text(arguments[0]));
  if (!text) return sqlite3_result_null(call);
  const auto printed = printed_time({text, static_cast<std::size_t>(sqlite3_value_bytes(arguments[0]))});
  sqlite3_result_text(call, printed.data(), static_cast<int>(printed.size()), SQLITE_TRANSIENT);
}

}  // namespace

void SqliteRows::Finalize::operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }
void SqliteImage::Close::operator()(sqlite3* database) const { sqlite3_close(database); }

SqliteRows::SqliteRows(sqlite3* database, const std::string& select) {
  sqlite3_stmt* statement = nullptr;
  const int status = sqlite3_prepare_v2(database, select.c_str(), -1, &statement, nullptr);
  statement_.reset(statement);
  if (status != SQLITE_OK) throw SourceError(std::string("the vPIC database is not as expected: ") + sqlite3_errmsg(database));
}

bool SqliteRows::next() {
  if (is_done_) return false;  // another step would start from the first row
  const int status = sqlite3_step(statement_.get());
  if (status != SQLITE_ROW && status != SQLITE_DONE)
    throw SourceError(std::string("the vPIC database is broken: ") + sqlite3_errmsg(sqlite3_db_handle(statement_.get())));
  is_done_ = status == SQLITE_DONE;
  return !is_done_;
}

int SqliteRows::columns() const { return sqlite3_column_count(statement_.get()); }

std::optional<std::string_view> SqliteRows::text(int column) const {
  const auto* bytes = sqlite3_column_text(statement_.get(), column);
  if (!bytes) return std::nullopt;
  return std::string_view(reinterpret_cast<const char*>(bytes), static_cast<std::size_t>(sqlite3_column_bytes(statement_.get(), column)));
}

SqliteImage::SqliteImage(std::string bytes) : bytes_(std::move(bytes)) {
  constexpr std::size_t write_version = 18, read_version = 19;
  if (bytes_.size() < 100) throw SourceError("the vPIC database is broken: it is too short");
  // A file in WAL mode cannot be opened in memory; without a WAL it is the same as a file with a rollback journal.
  // Source: SQLite documentation, sqlite3_deserialize.
  bytes_[write_version] = bytes_[read_version] = 1;
  sqlite3* database = nullptr;
  int status = sqlite3_open_v2(":memory:", &database, SQLITE_OPEN_READWRITE, nullptr);
  database_.reset(database);
  const auto size = static_cast<sqlite3_int64>(bytes_.size());
  if (status == SQLITE_OK)
    status = sqlite3_deserialize(database, "main", reinterpret_cast<unsigned char*>(bytes_.data()), size, size, SQLITE_DESERIALIZE_READONLY);
  if (status == SQLITE_OK)
    status = sqlite3_create_function_v2(database, "printed_time", 1, SQLITE_UTF8 | SQLITE_DETERMINISTIC, nullptr, print_time, nullptr, nullptr, nullptr);
  if (status != SQLITE_OK) throw SourceError("the vPIC database cannot be opened");
}

std::int64_t SqliteImage::count(const std::string& sql) const {
  auto rows = select("select count(*) from (" + sql + ")");
  rows.next();
  return std::stoll(std::string(rows.text(0).value_or("0")));
}

}  // namespace mvp::catalog::vpic_import
