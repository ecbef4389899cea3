#pragma once
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

struct sqlite3;
struct sqlite3_stmt;

namespace mvp::catalog::vpic_import {

/// A running SELECT.
class SqliteRows {
 public:
  SqliteRows(sqlite3* database, const std::string& select);
  bool next();  ///< false after the last row. @throws SourceError
  int columns() const;
  std::optional<std::string_view> text(int column) const;  ///< nullopt for NULL; valid until next()

 private:
  struct Finalize {
    void operator()(sqlite3_stmt* statement) const;
  };
  std::unique_ptr<sqlite3_stmt, Finalize> statement_;
  bool is_done_ = false;
};

/// A SQLite database in memory, read-only: a killed import leaves no file behind. Its SQL knows printed_time(text).
class SqliteImage {
 public:
  explicit SqliteImage(std::string bytes);  ///< of the database's file. @throws SourceError
  SqliteRows select(const std::string& sql) const { return {database_.get(), sql}; }
  std::int64_t count(const std::string& sql) const;  ///< rows of a SELECT

 private:
  struct Close {
    void operator()(sqlite3* database) const;
  };
  std::string bytes_;
  std::unique_ptr<sqlite3, Close> database_;
};

}  // namespace mvp::catalog::vpic_import
