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

bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// Not more than `most` bytes, and no half of a character at the end.
std::string shortened(std::string_view text, std::size_t most) {
  if (text.size() <= most) return std::string(text);
  while (most > 0 && (static_cast<unsigned char>(text[most]) & 0xc0) == 0x80) --most;
  return std::string(text.substr(0, most));
}

/// What may stand before or behind a number: a sign, a currency sign or a code of up to three letters.
bool is_affix(std::string_view text) {
  return std::ranges::count_if(text, [](char c) { return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z'); }) <= 3 && text.find_first_of("()/:+*") == std::string_view::npos;
}

/// The last of comma and point is the decimal mark, unless it comes more than once or, in a whole number, before three digits.
std::optional<double> parse_number(std::string_view text, bool is_whole) {
  auto first = static_cast<std::size_t>(std::ranges::find_if(text, is_digit) - text.begin());
  if (first == text.size()) return std::nullopt;
  const auto last = text.find_last_of("0123456789");
  if (first == 1 && (text[0] == '.' || text[0] == ',')) first = 0;
  const auto before = text.substr(0, first), digits = text.substr(first, last - first + 1), behind = text.substr(last + 1);
  if (!is_affix(before) || !is_affix(behind) || behind.find('-') != std::string_view::npos) return std::nullopt;
  const auto mark = digits.find_last_of(",.");
  const bool is_grouping = mark != std::string_view::npos && (std::ranges::count(digits, digits[mark]) > 1 || (is_whole && digits.size() - mark == 4));
  std::string plain = before.find('-') != std::string_view::npos ? "-" : "";
  for (std::size_t i = 0; i < digits.size(); ++i) {
    const auto rest = digits.substr(i);
    if (is_digit(digits[i])) plain += digits[i];
    else if (i == mark && !is_grouping) plain += '.';
    else if (rest.starts_with("\u00a0")) i += 1;
    else if (rest.starts_with("\u202f") || rest.starts_with("\u2019")) i += 2;
    else if (std::string_view(",.' ").find(digits[i]) == std::string_view::npos) return std::nullopt;
  }
  double value{};
  const auto [end, ec] = std::from_chars(plain.data(), plain.data() + plain.size(), value);
  if (ec != std::errc{} || end != plain.data() + plain.size() || std::abs(value) > 1e10) return std::nullopt;
  return value;
}

/// Reads up to three numbers with one of `marks` between them, the same throughout, and takes them off the text.
std::size_t take_numbers(std::string_view& text, std::string_view marks, std::array<int, 3>& parts, char& mark) {
  for (std::size_t count = 0;; text.remove_prefix(1)) {
    if (text.empty() || !is_digit(text.front())) return 0;
    const auto [end, ec] = std::from_chars(text.data(), text.data() + text.size(), parts[count]);
    if (ec != std::errc{} || parts[count] > 9999) return 0;
    text.remove_prefix(static_cast<std::size_t>(end - text.data()));
    if (++count == parts.size() || text.empty() || marks.find(text.front()) == std::string_view::npos) return count;
    if (count > 1 && text.front() != mark) return 0;
    mark = text.front();
  }
}

std::optional<Instant> parse_time(std::string_view text, bool is_day_first) {
  std::array<int, 3> date{}, clock{};
  char mark = 0, colon = 0;
  if (take_numbers(text, "-./", date, mark) != 3) return std::nullopt;
  if (!text.empty()) {
    if (text.front() != ' ' && text.front() != 'T') return std::nullopt;
    text.remove_prefix(1);
    if (take_numbers(text, ":", clock, colon) < 2) return std::nullopt;
    const auto half = lower(trimmed(text));
    if (half == "am" || half == "pm") {
      if (clock[0] < 1 || clock[0] > 12) return std::nullopt;
      clock[0] = clock[0] % 12 + (half == "pm" ? 12 : 0);
    } else if (!half.empty() && half != "z") {
      return std::nullopt;
    }
  }
  const auto [a, b, c] = date;
  const bool is_iso = a > 31, is_day_before_month = mark != '/' || is_day_first;
  const int day = is_iso ? c : is_day_before_month ? a : b, month = is_iso || is_day_before_month ? b : a;
  const int year = is_iso ? a : c < 100 ? c + 2000 : c;
  if (year < 1900) return std::nullopt;
  const auto parsed = Instant::parse(fmt::format("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}Z", year, month, day, clock[0], clock[1], clock[2]));
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

std::optional<double> RowReader::number(const std::string& column, bool is_whole) {
  const auto cell = text(column);
  if (cell.empty()) return std::nullopt;
  const auto value = parse_number(cell, is_whole);
  if (!value || *value < 0) refuse(column, "\"" + shortened(cell, 40) + "\" is no number that can stand here");
  return value && *value >= 0 ? value : std::nullopt;
}

std::optional<std::string> RowReader::prose(const std::string& column, std::size_t most) const {
  auto cell = shortened(text(column), most);
  return cell.empty() ? std::nullopt : std::optional(std::move(cell));
}

std::optional<std::int64_t> RowReader::odometer(const std::string& column, DistanceUnit unit) {
  const auto shown = number(column, true);
  if (!shown || *shown <= 0) return std::nullopt;
  const auto metres = to_metres(*shown, unit);
  if (metres > 10'000'000'000) refuse(column, "no odometer shows that much");
  return metres;
}

std::optional<std::int64_t> RowReader::volume(const std::string& column, VolumeUnit unit) {
  const auto was_good = is_good_;
  const auto shown = number(column);
  const auto millilitres = shown ? to_millilitres(*shown, unit) : 0;
  if (is_good_ == was_good && millilitres < 1) refuse(column, "a fill-up needs a volume");
  if (millilitres > 10'000'000) refuse(column, "no tank holds that much");
  return millilitres;
}

bool RowReader::flag(const std::string& column, bool fallback) const {
  const auto cell = lower(text(column));
  if (cell.empty()) return fallback;
  return cell == "1" || cell == "true" || cell == "full" || cell == "yes";
}

std::optional<Instant> RowReader::time(const std::string& column) {
  const auto cell = text(column);
  const auto parsed = parse_time(cell, is_day_first_);
  if (!parsed) refuse(column, "\"" + shortened(cell, 40) + "\" is no date");
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
  if (!amount) return std::nullopt;
  return std::llround(*amount * 100 * (1 + 1e-14));  // 1.005 is stored a little below itself, and half a cent rounds up
}

}  // namespace mvp::garage
