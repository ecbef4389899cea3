#include "vin/pattern.hpp"

#include <algorithm>

namespace mvp::catalog::vin {
namespace {

/// `set` is what stands between the brackets.
bool is_in_set(std::string_view set, char c) {
  for (std::size_t i = 0; i < set.size(); ++i) {
    if (i + 2 < set.size() && set[i + 1] == '-') {
      if (c >= set[i] && c <= set[i + 2]) return true;
      i += 2;
    } else if (set[i] == c) {
      return true;
    }
  }
  return false;
}

}  // namespace

std::string keys_of(std::string_view vin) {
  if (vin.size() <= 3) return {};
  std::string keys(vin.substr(3, 5));
  if (vin.size() > 9) keys.append("|").append(vin.substr(9, 8));
  return keys;
}

bool matches(std::string_view pattern, std::string_view keys) {
  std::size_t at = 0;
  for (std::size_t i = 0; i < pattern.size(); ++i, ++at) {
    if (at == keys.size()) return false;
    const char c = keys[at];
    switch (pattern[i]) {
      case '*':
      case '_': break;
      case '#':
        if (c < '0' || c > '9') return false;
        break;
      case '[': {
        const auto end = pattern.find(']', i);
        if (end == std::string_view::npos || !is_in_set(pattern.substr(i + 1, end - i - 1), c)) return false;
        i = end;
        break;
      }
      default:
        if (pattern[i] != c) return false;
    }
  }
  return true;
}

std::string_view digits_spelled(std::string_view pattern, std::string_view keys) {
  const auto first = pattern.find('#');
  if (first == std::string_view::npos) return {};
  return keys.substr(first, pattern.rfind('#') - first + 1);
}

unsigned explained_positions(std::string_view pattern) {
  constexpr unsigned relevant = 0b1001'1111;
  unsigned bits = 0;
  for (std::size_t i = 0, at = 0; i < pattern.size() && at < 8; ++i, ++at) {
    if (pattern[i] != '*' && pattern[i] != '_') bits |= 1U << at;
    if (pattern[i] == '[') i = std::min(pattern.find(']', i), pattern.size());
  }
  return bits & relevant;
}

std::size_t fixed_length(std::string_view pattern) { return pattern.size() - static_cast<std::size_t>(std::ranges::count(pattern, '*')); }

std::string without_brackets(std::string_view pattern) {
  std::string text;
  std::ranges::copy_if(pattern, std::back_inserter(text), [](char c) { return c != '[' && c != ']'; });
  return text;
}

}  // namespace mvp::catalog::vin
