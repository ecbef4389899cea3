#include "vin/suggestion.hpp"

#include <algorithm>
#include <utility>

#include "vin/reading.hpp"
#include "vin/vin.hpp"

namespace mvp::catalog::vin {
namespace {

/// Characters taken for each other, both ways.
constexpr std::string_view look_alikes[] = {"0D", "1L", "17", "2Z", "3B", "38", "4A", "5S", "6G", "6B", "8B", "8S", "9G", "9P",
                                            "CG", "EF", "KX", "MN", "UV", "VY", "VW", "PR", "HN", "LT", "7T"};

/// What was meant by a letter that no VIN has.
std::string_view meant_by(char c) {
  switch (c) {
    case 'I': return "1";
    case 'O': return "0";
    case 'Q': return "0";
    default: return "";
  }
}

constexpr std::size_t serial_begin = 12;  // positions 13-17 are digits for cars in North America (49 CFR 565.15(d)(3))

bool is_digit(char c) { return c >= '0' && c <= '9'; }

bool is_sound(std::string_view vin) { return check_digit(vin) == vin[8]; }

/// A serial number of digits does not become one with letters.
bool keeps_digits(std::string_view before, std::string_view after) {
  for (std::size_t i = serial_begin; i < vin_length; ++i)
    if (is_digit(before[i]) && !is_digit(after[i])) return false;
  return true;
}

void add(std::vector<std::string>& group, std::string candidate) {
  if (is_sound(candidate) && std::ranges::find(group, candidate) == group.end()) group.push_back(std::move(candidate));
}

}  // namespace

std::vector<std::vector<std::string>> near_misses(std::string_view vin) {
  if (vin.size() != vin_length) return {};
  const auto foreign = foreign_positions(vin);
  if (!foreign.empty()) {
    std::string meant(vin);
    for (const int position : foreign) {
      const auto letter = meant_by(vin[static_cast<std::size_t>(position) - 1]);
      if (letter.empty()) return {};
      meant[static_cast<std::size_t>(position) - 1] = letter[0];
    }
    std::vector<std::string> group;
    add(group, std::move(meant));
    return {std::move(group)};
  }
  std::vector<std::string> seen, swapped;
  for (std::size_t i = 0; i < vin_length; ++i) {
    for (const auto pair : look_alikes)
      if (const auto side = pair.find(vin[i]); side != std::string_view::npos) {
        std::string candidate(vin);
        candidate[i] = pair[1 - side];
        if (keeps_digits(vin, candidate)) add(seen, std::move(candidate));
      }
    if (i + 1 == vin_length || vin[i] == vin[i + 1]) continue;
    std::string candidate(vin);
    std::swap(candidate[i], candidate[i + 1]);
    if (keeps_digits(vin, candidate)) add(swapped, std::move(candidate));
  }
  return {std::move(seen), std::move(swapped)};
}

std::optional<std::string> suggest(const Index& index, std::string_view vin, int this_year) {
  for (const auto& group : near_misses(vin)) {
    std::optional<Reading> best;
    std::optional<std::string> answer;
    for (const auto& candidate : group) {
      const auto* wmi = index.find_wmi(wmi_of(candidate));
      if (!wmi) continue;
      auto reading = read_best(index, *wmi, candidate, this_year);
      if (reading.pattern_count == 0 || !reading.year || (best && reading < *best)) continue;
      const bool is_better = !best || *best < reading;
      answer = is_better ? std::optional(candidate) : std::nullopt;
      best = std::move(reading);
    }
    if (best) return answer;
  }
  return std::nullopt;
}

}  // namespace mvp::catalog::vin
