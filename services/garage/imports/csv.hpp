#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "mvp/core/result.hpp"

namespace mvp::garage {

/// One record of a separated file and the line it starts on, counted from 1.
struct CsvRecord {
  int line = 0;
  std::vector<std::string> cells;
};

/// UTF-8 text of a file: a byte order mark is dropped, what is no UTF-8 is read as Windows-1252. NUL is left out.
std::string as_utf8(std::string_view file);

/// Splits text into records. The delimiter (comma, semicolon or tab) is the one that the first line with any has most of; quotes are
/// doubled inside quotes; line ends may be LF, CRLF or CR. Empty lines are left out.
/// @return invalid, naming the line, when a quote is never closed: everything behind it would vanish in one cell.
Result<std::vector<CsvRecord>> read_csv(std::string_view text);

}  // namespace mvp::garage
