#include "imports/cells.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

namespace mvp::garage {
namespace {

std::string trimmed(std::string_view text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
  while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.remove_suffix(1);
  return std::string(text);
}

std::string lower(std::string text) {
  for (auto& c : text)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + 32);
  return text;
}

/// The last of comma and point is the decimal mark; one that comes in groups of three is not.
std::optional<double> parse_number(std::string_view text) {
  std::string digits;
  for (const char c : text)
    if ((c >= '0' && c <= '9') || c == ',' || c == '.' || c == '-') digits += c;
  const auto mark = digits.find_last_of(",.");
  const bool is_repeated = mark != std::string::npos && std::ranges::count(digits, digits[mark]) > 1;
  std::string plain;
  for (std::size_t i = 0; i < digits.size(); ++i)
    if (digits[i] != ',' && digits[i] != '.') plain += digits[i];
    else if (i == mark && !is_repeated) plain += '.';
  double value{};
  const auto [end, ec] = std::from_chars(plain.data(), plain.data() + plain.size(), value);
  if (plain.empty() || ec != std::errc{} || end != plain.data() + plain.size() || std::abs(value) > 1e10) return std::nullopt;
  return value;
}

std::optional<Instant> parse_time(std::string_view text, bool is_day_first) {
  std::array<int, 6> parts{};
  std::size_t count = 0;
  char mark = 0;
  for (std::size_t i = 0; i < text.size() && count < 6; ++count) {
    const auto [end, ec] = std::from_chars(text.data() + i, text.data() + text.size(), parts[count]);
    if (ec != std::errc{}) return std::nullopt;
    i = static_cast<std::size_t>(end - text.data());
    if (i < text.size() && count == 0) mark = text[i];
    ++i;
  }
  if (count < 3) return std::nullopt;
  auto [a, b, c, h, m, s] = parts;
  const bool is_iso = mark == '-' && a > 31;
  const int year = is_iso ? a : c, month = is_iso ? b : mark == '.' || is_day_first ? b : a, day = is_iso ? c : mark == '.' || is_day_first ? a : b;
  const auto parsed = Instant::parse(fmt::format("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}Z", year, month, day, h, m, s));
  return parsed ? std::optional(*parsed) : std::nullopt;
}

}  // namespace

std::string RowReader::text(const std::string& column) const {
  const auto found = columns_.find(column);
  return found == columns_.end() || found->second >= record_.cells.size() ? std::string() : trimmed(record_.cells[found->second]);
}

void RowReader::refuse(const std::string& column, std::string reason) {
  errors_.push_back({record_.line, column, std::move(reason)});
  is_good_ = false;
}

std::optional<double> RowReader::number(const std::string& column) {
  const auto cell = text(column);
  if (cell.empty()) return std::nullopt;
  const auto value = parse_number(cell);
  if (!value || *value < 0) refuse(column, "\"" + cell.substr(0, 40) + "\" is no number that can stand here");
  return value && *value >= 0 ? value : std::nullopt;
}

bool RowReader::flag(const std::string& column, bool fallback) const {
  const auto cell = lower(text(column));
  if (cell.empty()) return fallback;
  return cell == "1" || cell == "true" || cell == "full" || cell == "yes";
}

std::optional<Instant> RowReader::time(const std::string& column) {
  const auto cell = text(column);
  const auto parsed = parse_time(cell, is_day_first_);
  if (!parsed) refuse(column, "\"" + cell.substr(0, 40) + "\" is no date");
  return parsed;
}

std::map<std::string, std::size_t> columns_of(const CsvRecord& header) {
  std::map<std::string, std::size_t> out;
  for (std::size_t i = 0; i < header.cells.size(); ++i) out.emplace(lower(trimmed(header.cells[i])), i);
  return out;
}

bool has_day_first_dates(const std::vector<CsvRecord>& records, std::size_t column) {
  return std::ranges::any_of(records, [&](const CsvRecord& record) {
    if (column >= record.cells.size() || record.cells[column].find('/') == std::string::npos) return false;
    int first{};
    const auto& cell = record.cells[column];
    std::from_chars(cell.data(), cell.data() + cell.size(), first);
    return first > 12 && first < 32;
  });
}

std::int64_t to_metres(double distance, DistanceUnit unit) { return std::llround(distance * (unit == DistanceUnit::mi ? 1609.344 : 1000.0)); }

std::int64_t to_millilitres(double volume, VolumeUnit unit) {
  const double millilitres = unit == VolumeUnit::us_gallon ? 3785.411784 : unit == VolumeUnit::uk_gallon ? 4546.09 : 1000.0;
  return std::llround(volume * millilitres);
}

std::optional<std::int64_t> to_minor(std::optional<double> amount) {
  return amount ? std::optional<std::int64_t>(std::llround(*amount * 100)) : std::nullopt;
}

}  // namespace mvp::garage
