#pragma once
#include <string>

#include "import/checksum.hpp"
#include "import/sqlite.hpp"

namespace mvp::catalog::vpic_import {

/// SQLite rows as PostgreSQL's COPY text format, exactly as COPY TO prints them, and their checksum.
class CopyText {
 public:
  explicit CopyText(SqliteRows rows) : rows_(std::move(rows)) {}
  /// The next rows, about 128 KiB; empty after the last.
  std::string chunk();
  /// Of the rows given out so far.
  const Checksum& checksum() const { return checksum_; }

 private:
  SqliteRows rows_;
  Checksum checksum_{};
};

/// One field: NULL is \N; backslash and the control characters that COPY TO names by a letter are escaped.
void append_field(std::string& out, std::optional<std::string_view> field);

/// A time as COPY TO prints a timestamp: "2026-03-12T04:06:32.400000Z" becomes "2026-03-12 04:06:32.4", and a day
/// without a time gets midnight. Anything else stays as it is, for PostgreSQL to refuse.
std::string printed_time(std::string_view text);

}  // namespace mvp::catalog::vpic_import
