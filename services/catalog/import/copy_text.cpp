#include "import/copy_text.hpp"

namespace mvp::catalog::vpic_import {

void append_field(std::string& out, std::optional<std::string_view> field) {
  if (!field) {
    out += "\\N";
    return;
  }
  for (const char c : *field) switch (c) {
      case '\\': out += "\\\\"; break;
      case '\b': out += "\\b"; break;
      case '\f': out += "\\f"; break;
      case '\n': out += "\\n"; break;
      case '\r': out += "\\r"; break;
      case '\t': out += "\\t"; break;
      case '\v': out += "\\v"; break;
      default: out += c;
    }
}

std::string printed_time(std::string_view text) {
  constexpr std::size_t day = std::string_view("2026-03-12").size();
  std::string out(text.substr(0, text.find('Z')));
  if (out.size() == day) return out + " 00:00:00";
  if (out.size() > day && out[day] == 'T') out[day] = ' ';
  if (out.find('.') != std::string::npos) out.erase(out.find_last_not_of('0') + 1);
  if (out.ends_with('.')) out.pop_back();
  return out;
}

std::string CopyText::chunk() {
  constexpr std::size_t enough = 128 * 1024;
  std::string out;
  while (out.size() < enough && rows_.next()) {
    const auto start = out.size();
    for (int column = 0; column < rows_.columns(); ++column) {
      if (column > 0) out += '\t';
      append_field(out, rows_.text(column));
    }
    checksum_.add(std::string_view(out).substr(start));
    out += '\n';
  }
  return out;
}

}  // namespace mvp::catalog::vpic_import
