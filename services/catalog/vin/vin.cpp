#include "vin/vin.hpp"

#include <array>

namespace mvp::catalog::vin {
namespace {

/// 49 CFR 565.15 table III; -1 for what has no value.
int value_of(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  constexpr std::array<int, 26> letters{1, 2, 3, 4, 5, 6, 7, 8, -1, 1, 2, 3, 4, 5, -1, 7, -1, 9, 2, 3, 4, 5, 6, 7, 8, 9};
  return c >= 'A' && c <= 'Z' ? letters[static_cast<std::size_t>(c - 'A')] : -1;
}

constexpr std::array<int, vin_length> factors{8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2};

}  // namespace

std::string normalise(std::string_view text) {
  std::string vin;
  vin.reserve(text.size());
  for (const char c : text) {
    if (c == ' ' || c == '-') continue;
    vin += c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
  }
  return vin;
}

std::vector<int> foreign_positions(std::string_view vin) {
  std::vector<int> positions;
  for (std::size_t i = 0; i < vin.size(); ++i)
    if (value_of(vin[i]) < 0) positions.push_back(static_cast<int>(i) + 1);
  return positions;
}

std::optional<char> check_digit(std::string_view vin) {
  if (vin.size() != vin_length) return std::nullopt;
  int sum = 0;
  for (std::size_t i = 0; i < vin_length; ++i) {
    if (factors[i] == 0) continue;
    const int value = value_of(vin[i]);
    if (value < 0) return std::nullopt;
    sum += value * factors[i];
  }
  const int rest = sum % 11;
  return rest == 10 ? 'X' : static_cast<char>('0' + rest);
}

bool has_check_digit_by_law(std::string_view vin) {
  if (vin.size() < 2) return !vin.empty() && vin[0] >= '1' && vin[0] <= '5';
  return (vin[0] >= '1' && vin[0] <= '5') || (vin[0] == '7' && !(vin[1] >= 'A' && vin[1] <= 'E'));
}

std::string wmi_of(std::string_view vin) {
  std::string wmi(vin.substr(0, 3));
  if (wmi.size() == 3 && wmi[2] == '9' && vin.size() >= 14) wmi += vin.substr(11, 3);
  return wmi;
}

}  // namespace mvp::catalog::vin
