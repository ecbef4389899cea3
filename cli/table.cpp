#include "cli/table.hpp"

#include <algorithm>

namespace mvp::cli {
namespace {

/// Code points: what a column is as wide as, near enough.
std::size_t width(std::string_view text) {
  return static_cast<std::size_t>(std::ranges::count_if(text, [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; }));
}

std::string heading_of(std::string key) {
  for (auto& c : key) c = c == '_' ? ' ' : static_cast<char>(c >= 'a' && c <= 'z' ? c - 'a' + 'A' : c);
  return key;
}

}  // namespace

std::string printable(std::string_view text) {
  std::string out(text);
  for (auto& c : out)
    if (static_cast<unsigned char>(c) < 0x20 || c == 0x7f) c = '?';
  return out;
}

std::string cell(const json::Value* value) {
  if (!value || value->is_null()) return "-";
  if (!value->is_string()) return json::serialize(*value);
  return value->get_string().empty() ? "-" : printable(value->get_string());
}

std::string table(const std::vector<std::string>& headings, const std::vector<std::vector<std::string>>& rows) {
  std::vector<std::size_t> widths;
  for (const auto& heading : headings) widths.push_back(width(heading));
  for (const auto& row : rows)
    for (std::size_t i = 0; i < row.size(); ++i) widths[i] = std::max(widths[i], width(row[i]));
  std::string out;
  const auto add = [&](const std::vector<std::string>& row) {
    std::string line;
    for (std::size_t i = 0; i < row.size(); ++i) line += row[i] + std::string(widths[i] - width(row[i]) + 2, ' ');
    line.erase(line.find_last_not_of(' ') + 1);
    out += line + '\n';
  };
  add(headings);
  for (const auto& row : rows) add(row);
  return out;
}

std::string table_of(const json::Array& items, const std::vector<std::string>& keys) {
  std::vector<std::string> headings;
  for (const auto& key : keys) headings.push_back(heading_of(key));
  std::vector<std::vector<std::string>> rows;
  for (const auto& item : items) {
    std::vector<std::string> row;
    for (const auto& key : keys) row.push_back(cell(item.is_object() ? item.get_object().if_contains(key) : nullptr));
    rows.push_back(std::move(row));
  }
  return table(headings, rows);
}

}  // namespace mvp::cli
