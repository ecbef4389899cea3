#include "imports/csv.hpp"

#include <algorithm>
#include <array>

namespace mvp::garage {
namespace {

bool is_utf8(std::string_view text) {
  for (std::size_t i = 0; i < text.size();) {
    const auto lead = static_cast<unsigned char>(text[i]);
    const std::size_t more = lead < 0x80 ? 0 : lead >= 0xc2 && lead < 0xe0 ? 1 : (lead & 0xf0) == 0xe0 ? 2 : lead >= 0xf0 && lead < 0xf5 ? 3 : 9;
    if (more == 9 || i + more >= text.size() + (more == 0)) return false;
    for (std::size_t k = 1; k <= more; ++k)
      if (i + k >= text.size() || (static_cast<unsigned char>(text[i + k]) & 0xc0) != 0x80) return false;
    i += more + 1;
  }
  return true;
}

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

char delimiter_of(std::string_view text) {
  const auto first = text.substr(0, text.find_first_of("\r\n"));
  char best = ',';
  for (const char candidate : {',', ';', '\t'})
    if (std::ranges::count(first, candidate) > std::ranges::count(first, best)) best = candidate;
  return best;
}

}  // namespace

std::string as_utf8(std::string_view file) {
  if (file.starts_with("\xef\xbb\xbf")) file.remove_prefix(3);
  if (is_utf8(file)) return std::string(file);
  std::string out;
  for (const char c : file) {
    const auto byte = static_cast<unsigned char>(c);
    append_utf8(out, byte == 0x80 ? 0x20ac : byte);  // the euro sign is where Windows-1252 differs that money has
  }
  return out;
}

std::vector<CsvRecord> read_csv(std::string_view text) {
  const char delimiter = delimiter_of(text);
  std::vector<CsvRecord> records;
  CsvRecord record{1, {}};
  std::string cell;
  bool is_quoted = false, has_content = false;
  int line = 1;
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
      if (c == '\n') ++line;
      if (c != '"') cell += c;
      else if (i + 1 < text.size() && text[i + 1] == '"') cell += text[++i];
      else is_quoted = false;
    } else if (c == '"' && cell.empty()) {
      is_quoted = has_content = true;
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
  if (has_content || !record.cells.empty()) end_record();
  return records;
}

}  // namespace mvp::garage
