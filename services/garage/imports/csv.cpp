#include "imports/csv.hpp"

#include <algorithm>
#include <array>

namespace mvp::garage {
namespace {

/// Exactly what PostgreSQL takes: no overlong forms, no surrogates, nothing past U+10FFFF.
bool is_utf8(std::string_view text) {
  for (std::size_t i = 0; i < text.size();) {
    const auto lead = static_cast<unsigned char>(text[i]);
    const std::size_t more = lead < 0x80 ? 0 : lead >= 0xc2 && lead < 0xe0 ? 1 : (lead & 0xf0) == 0xe0 ? 2 : lead >= 0xf0 && lead < 0xf5 ? 3 : 9;
    if (more >= text.size() - i) return false;
    for (std::size_t k = 1; k <= more; ++k)
      if ((static_cast<unsigned char>(text[i + k]) & 0xc0) != 0x80) return false;
    const auto second = more > 0 ? static_cast<unsigned char>(text[i + 1]) : 0;
    if ((lead == 0xe0 && second < 0xa0) || (lead == 0xed && second > 0x9f) || (lead == 0xf0 && second < 0x90) || (lead == 0xf4 && second > 0x8f)) return false;
    i += more + 1;
  }
  return true;
}

/// Windows-1252 from 0x80 to 0x9f; the five places it leaves empty are the replacement character.
constexpr std::array<unsigned, 32> windows_1252{
    0x20ac, 0xfffd, 0x201a, 0x0192, 0x201e, 0x2026, 0x2020, 0x2021, 0x02c6, 0x2030, 0x0160, 0x2039, 0x0152, 0xfffd, 0x017d, 0xfffd,
    0xfffd, 0x2018, 0x2019, 0x201c, 0x201d, 0x2022, 0x2013, 0x2014, 0x02dc, 0x2122, 0x0161, 0x203a, 0x0153, 0xfffd, 0x017e, 0x0178};

void append_utf8(std::string& out, unsigned code) {
  if (code < 0x80) {
    out += static_cast<char>(code);
  } else if (code < 0x800) {
    out += static_cast<char>(0xc0 | (code >> 6));
    out += static_cast<char>(0x80 | (code & 0x3f));
  } else {
    out += static_cast<char>(0xe0 | (code >> 12));
    out += static_cast<char>(0x80 | ((code >> 6) & 0x3f));
    out += static_cast<char>(0x80 | (code & 0x3f));
  }
}

/// Fuelio's first line is a section title without any: the first line that has one outside quotes decides.
char delimiter_of(std::string_view text) {
  constexpr std::string_view candidates = ",;\t";
  std::array<int, 3> counts{};
  bool is_quoted = false;
  for (const char c : text) {
    if (c == '"') is_quoted = !is_quoted;
    if (is_quoted) continue;
    if (const auto found = candidates.find(c); found != std::string_view::npos) ++counts[found];
    if ((c == '\n' || c == '\r') && std::ranges::max(counts) > 0) break;
  }
  return candidates[static_cast<std::size_t>(std::ranges::max_element(counts) - counts.begin())];
}

}  // namespace

std::string as_utf8(std::string_view file) {
  if (file.starts_with("\xef\xbb\xbf")) file.remove_prefix(3);
  std::string out;
  if (is_utf8(file)) {
    out = file;
    std::erase(out, '\0');  // no text column can hold one
    return out;
  }
  for (const char c : file) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte != 0) append_utf8(out, byte >= 0x80 && byte < 0xa0 ? windows_1252[byte - 0x80] : byte);
  }
  return out;
}

Result<std::vector<CsvRecord>> read_csv(std::string_view text) {
  const char delimiter = delimiter_of(text);
  std::vector<CsvRecord> records;
  CsvRecord record{1, {}};
  std::string cell;
  bool is_quoted = false, has_content = false;
  int line = 1, quote_line = 0;
  const auto end_record = [&] {
    record.cells.push_back(std::move(cell));
    if (has_content || record.cells.size() > 1) records.push_back(std::move(record));
    cell.clear();
    record = {line + 1, {}};
    has_content = false;
  };
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (is_quoted) {
      if (c == '\n' || (c == '\r' && !text.substr(i + 1).starts_with('\n'))) ++line;
      if (c != '"') cell += c;
      else if (i + 1 < text.size() && text[i + 1] == '"') cell += text[++i];
      else is_quoted = false;
    } else if (c == '"' && cell.empty()) {
      is_quoted = has_content = true;
      quote_line = line;
    } else if (c == delimiter) {
      record.cells.push_back(std::move(cell));
      cell.clear();
    } else if (c == '\n' || c == '\r') {
      if (c == '\r' && i + 1 < text.size() && text[i + 1] == '\n') ++i;
      end_record();
      ++line;
    } else {
      cell += c;
      has_content = true;
    }
  }
  if (is_quoted) return fail(Errc::invalid, "Line " + std::to_string(quote_line) + " opens a quote that is never closed.", "/body");
  if (has_content || !record.cells.empty()) end_record();
  return records;
}

}  // namespace mvp::garage
