#pragma once
#include <string>
#include <vector>

#include "mvp/json/codec.hpp"

namespace mvp::cli {

/// Columns as wide as their widest cell, two spaces apart, headings in capitals; no trailing spaces.
std::string table(const std::vector<std::string>& headings, const std::vector<std::vector<std::string>>& rows);

/// One row per item, one column per key; null and missing values show as "-".
std::string table_of(const json::Array& items, const std::vector<std::string>& keys);

/// A JSON value as a cell: text as it is, null as "-", anything else as JSON.
std::string cell(const json::Value* value);

/// Text that a terminal shows harmlessly: control characters become '?'.
std::string printable(std::string_view text);

}  // namespace mvp::cli
