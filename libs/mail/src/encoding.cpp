#include "encoding.hpp"

#include <algorithm>

namespace mvp::mail {
namespace {

constexpr std::size_t line_limit = 76;
constexpr std::size_t word_bytes = 39;  // with "Subject: " before it a line stays within the 76 characters of RFC 2047

std::string escaped(char c) {
  constexpr std::string_view digits = "0123456789ABCDEF";
  const auto byte = static_cast<unsigned char>(c);
  return {'=', digits[byte >> 4], digits[byte & 15]};
}

void append_line(std::string& out, std::string_view line) {
  std::size_t width = 0;
  for (std::size_t i = 0; i < line.size(); ++i) {
    const char c = line[i];
    const bool is_last = i + 1 == line.size();
    const bool is_blank = c == ' ' || c == '\t';
    const bool is_plain = (c >= 33 && c <= 126 && c != '=') || (is_blank && !is_last);
    const auto piece = is_plain ? std::string(1, c) : escaped(c);
    if (width + piece.size() > line_limit - 1) {  // leaves room for the soft break
      out += "=\r\n";
      width = 0;
    }
    out += piece;
    width += piece.size();
  }
  out += "\r\n";
}

bool is_continuation(char c) { return (static_cast<unsigned char>(c) & 0xC0) == 0x80; }

}  // namespace

std::string to_quoted_printable(std::string_view text) {
  std::string out;
  while (!text.empty()) {
    const auto end = text.find('\n');
    auto line = text.substr(0, end);
    if (line.ends_with('\r')) line.remove_suffix(1);
    append_line(out, line);
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
  }
  return out;
}

std::string to_base64(std::string_view bytes) {
  constexpr std::string_view alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string out;
  for (std::size_t i = 0; i < bytes.size(); i += 3) {
    const auto take = std::min<std::size_t>(3, bytes.size() - i);
    unsigned group = 0;
    for (std::size_t k = 0; k < 3; ++k) group = (group << 8) | (k < take ? static_cast<unsigned char>(bytes[i + k]) : 0u);
    for (std::size_t k = 0; k < 4; ++k) out += k <= take ? alphabet[(group >> (18 - 6 * k)) & 63] : '=';
  }
  return out;
}

std::string to_header_text(std::string_view text) {
  const bool is_ascii = std::ranges::all_of(text, [](char c) { return c >= 32 && c <= 126; });
  if (is_ascii && text.size() <= 60 && text.find("=?") == std::string_view::npos) return std::string(text);
  std::string out;
  while (!text.empty()) {
    auto take = std::min(word_bytes, text.size());
    while (take > 1 && take < text.size() && is_continuation(text[take])) --take;
    out += (out.empty() ? "=?UTF-8?B?" : "\r\n =?UTF-8?B?") + to_base64(text.substr(0, take)) + "?=";
    text.remove_prefix(take);
  }
  return out;
}

}  // namespace mvp::mail
