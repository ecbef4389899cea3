#pragma once
#include <algorithm>
#include <string_view>

namespace mvp::node {

/// ^[a-z][a-z0-9-]{1,61}[a-z0-9]$ without "--": what may become a host name and a file name.
constexpr bool is_slug(std::string_view text) {
  const auto is_letter = [](char c) { return c >= 'a' && c <= 'z'; };
  const auto is_digit = [](char c) { return c >= '0' && c <= '9'; };
  if (text.size() < 3 || text.size() > 63 || !is_letter(text.front()) || text.back() == '-') return false;
  if (text.find("--") != std::string_view::npos) return false;
  return std::ranges::all_of(text, [&](char c) { return is_letter(c) || is_digit(c) || c == '-'; });
}

}  // namespace mvp::node
