#pragma once
#include <algorithm>
#include <charconv>
#include <optional>
#include <string>
#include <string_view>

namespace mvp::catalog {

/// ASCII letters in lower case.
inline std::string lower(std::string_view text) {
  std::string out(text);
  std::ranges::transform(out, out.begin(), [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
  return out;
}

/// nullopt unless the whole text is a number.
template <class Number>
std::optional<Number> whole_number(std::string_view text) {
  Number value{};
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return value;
}

/// True if a value of vPIC says something.
inline bool says_something(std::string_view value) { return !value.empty() && value != "Not Applicable"; }

}  // namespace mvp::catalog
