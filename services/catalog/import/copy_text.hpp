#pragma once
#include <string>

#include "import/sqlite.hpp"

namespace mvp::catalog::vpic_import {

/// SQLite rows as PostgreSQL's COPY text format.
class CopyText {
 public:
  explicit CopyText(SqliteRows rows) : rows_(std::move(rows)) {}
  /// The next rows, about 128 KiB; empty after the last.
  std::string chunk();

 private:
  SqliteRows rows_;
};

/// One field: NULL is \N; backslash, tab, newline and carriage return are escaped.
void append_field(std::string& out, std::optional<std::string_view> field);

}  // namespace mvp::catalog::vpic_import
