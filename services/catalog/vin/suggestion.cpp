#include "vin/suggestion.hpp"

#include <algorithm>
#include <bit>
#include <utility>

#include "vin/choice.hpp"
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

using Group = std::vector<std::string>;

void add(Group& group, std::string candidate) {
  if (is_sound(candidate) && std::ranges::find(group, candidate) == group.end()) group.push_back(std::move(candidate));
}

/// Every VIN with another character at that place.
void add_others(Group& group, std::string_view vin, std::size_t place) {
  for (const char c : vin_alphabet) {
    std::string candidate(vin);
    candidate[place] = c;
    if (c != vin[place]) add(group, std::move(candidate));
  }
}

/// What a VIN with characters that no VIN has can stand for: I for 1, O and Q for 0; of any other there may be one.
Group meant(std::string_view vin, const std::vector<int>& foreign) {
  std::string candidate(vin);
  std::optional<std::size_t> open;
  for (const int position : foreign) {
    const auto place = static_cast<std::size_t>(position) - 1;
    if (const auto letter = meant_by(vin[place]); !letter.empty()) {
      candidate[place] = letter[0];
    } else {
      if (open) return {};
      open = place;
    }
  }
  Group group;
  if (open)
    add_others(group, candidate, *open);
  else
    add(group, std::move(candidate));
  return group;
}

Merit merit(const Index& index, std::string_view vin, int this_year) {
  const auto* wmi = index.find_wmi(wmi_of(vin));
  if (!wmi) return {};
  const auto choice = choose(index, *wmi, vin, this_year);
  return choice.reading.year ? merit_of(choice) : Merit{};
}

/// Places whose characters the catalogue cannot account for: there any other is worth a try.
std::vector<std::size_t> suspects(const Index& index, std::string_view vin, int this_year) {
  const auto* wmi = index.find_wmi(wmi_of(vin));
  if (!wmi) return {0, 1, 2};
  const auto choice = choose(index, *wmi, vin, this_year);
  std::vector<std::size_t> places;
  if (!choice.reading.year) places.push_back(9);
  for (unsigned unused = choice.assessment.unused; unused != 0; unused &= unused - 1)
    places.push_back(static_cast<std::size_t>(std::countr_zero(unused)) + 3);
  return places;
}

/// The best of a group; nullopt for the text if several are as good.
std::pair<Merit, std::optional<std::string>> best_of(const Index& index, const Group& group, int this_year) {
  Merit best;
  std::optional<std::string> answer;
  for (const auto& candidate : group) {
    const auto found = merit(index, candidate, this_year);
    if (!found.has_patterns || found < best) continue;
    answer = best < found ? std::optional(candidate) : std::nullopt;
    best = found;
  }
  return {best, std::move(answer)};
}

}  // namespace

std::vector<std::vector<std::string>> near_misses(std::string_view vin) {
  if (vin.size() != vin_length) return {};
  if (const auto foreign = foreign_positions(vin); !foreign.empty()) return {meant(vin, foreign)};
  Group seen, swapped;
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
  auto groups = near_misses(vin);
  if (groups.empty()) return std::nullopt;
  if (foreign_positions(vin).empty()) {
    auto& others = groups.emplace_back();
    for (const auto place : suspects(index, vin, this_year)) add_others(others, vin, place);
  }
  const auto as_it_stands = merit(index, vin, this_year);
  int as_good = 0;
  std::optional<std::string> only_one;
  for (const auto& group : groups) {
    auto [best, answer] = best_of(index, group, this_year);
    if (!best.has_patterns) continue;
    if (as_it_stands < best) return answer;
    if (best != as_it_stands) continue;
    as_good += answer ? 1 : 2;
    only_one = std::move(answer);
  }
  return as_good == 1 ? only_one : std::nullopt;
}

}  // namespace mvp::catalog::vin
