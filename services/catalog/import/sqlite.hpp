#pragma once
#include <filesystem>
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

/// A SQLite file, read-only.
class SqliteFile {
 public:
  explicit SqliteFile(const std::filesystem::path& file);  ///< @throws SourceError
  SqliteRows select(const std::string& sql) const { return {database_.get(), sql}; }
  std::int64_t count(const std::string& sql) const;  ///< rows of a SELECT

 private:
  struct Close {
    void operator()(sqlite3* database) const;
  };
  std::unique_ptr<sqlite3, Close> database_;
};

}  // namespace mvp::catalog::vpic_import
