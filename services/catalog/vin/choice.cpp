#include "vin/choice.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <tuple>
#include <utility>

#include "vin/vin.hpp"

namespace mvp::catalog::vin {
namespace {

// What vPIC's error codes weigh, of those that may differ between two model years of one VIN.
constexpr int no_data = -1000;            // 8
constexpr int several_unknown = -300;     // 5
constexpr int one_unknown = -200;         // 4: and what was meant is not clear
constexpr int one_unknown_clear = -100;   // 2, 3
constexpr int some_unused = -30;          // 14

auto rank(const Choice& choice) {
  const auto& reading = choice.reading;
  return std::tuple(choice.assessment.error_value, reading.weight, reading.items.size(), reading.year.value_or(0));
}

/// What the schemas of the year know at each place.
std::array<CharacterSet, key_places> known_characters(const Index& index, const Wmi& wmi, std::optional<int> year) {
  std::array<CharacterSet, key_places> known{};
  wmi.each_use(year, [&](const SchemaUse& use) {
    const auto& named = index.named_characters(use.schema);
    for (std::size_t place = 0; place < key_places; ++place) known[place] |= named[place];
  });
  return known;
}

/// True if the check digit leaves only one character for that position.
bool is_clear(std::string_view vin, const UnknownCharacter& unknown) {
  if (std::popcount(unknown.known) == 1) return true;
  if (vin.size() != vin_length) return false;
  std::string candidate(vin);
  int sound = 0;
  for (const char c : vin_alphabet) {
    if ((set_of(c) & unknown.known) == 0) continue;
    candidate[static_cast<std::size_t>(unknown.position) - 1] = c;
    sound += check_digit(candidate) == vin[8] ? 1 : 0;
  }
  return sound == 1;
}

/// A VIN in the hands of its maker's schemas.
class Assessor {
 public:
  Assessor(const Index& index, const Wmi& wmi, std::string_view vin) : index_(index), wmi_(wmi), vin_(vin), subject_(vin) {}

  /// `is_compared`: with another year, so that every vPIC error counts.
  Choice read_as(std::optional<int> year, bool is_compared) const {
    Choice choice{.reading = read(index_, wmi_, subject_, year)};
    auto& [unknown, unused, error_value] = choice.assessment;
    if (choice.reading.items.empty()) {
      error_value = no_data;
      return choice;
    }
    for (std::size_t place = 0; place < std::min<std::size_t>(subject_.size(), 8); ++place)
      if ((descriptive_places >> place & 1) != 0 && (choice.reading.named >> place & 1) == 0) unused |= 1U << place;
    // A descriptive character that no schema knows is an unused one, too.
    if (unused != 0 || is_compared) unknown = unknown_characters(year);
    if (unused != 0) error_value += some_unused;
    if (unknown.size() > 1) error_value += several_unknown;
    if (unknown.size() == 1) error_value += is_clear(vin_, unknown[0]) ? one_unknown_clear : one_unknown;
    return choice;
  }

 private:
  std::vector<UnknownCharacter> unknown_characters(std::optional<int> year) const {
    constexpr std::size_t bar = 5, year_place = 6;
    const bool is_small_maker = vin_.size() >= 14 && vin_[2] == '9';  // positions 12-14 are its identifier
    const auto known = known_characters(index_, wmi_, year);
    std::vector<UnknownCharacter> out;
    for (std::size_t place = 0; place < std::min<std::size_t>(subject_.size(), is_small_maker ? 8 : 11); ++place) {
      if (place == bar || place == year_place || known[place] == 0 || (known[place] & subject_.at(place)) != 0) continue;
      out.push_back({.position = static_cast<int>(place) + 4, .known = known[place]});
    }
    return out;
  }

  const Index& index_;
  const Wmi& wmi_;
  std::string_view vin_;
  Subject subject_;
};

}  // namespace

Choice choose(const Index& index, const Wmi& wmi, std::string_view vin, int this_year, std::optional<int> known_year) {
  const Assessor assessor(index, wmi, vin);
  if (known_year)
    if (auto choice = assessor.read_as(known_year, false); !choice.reading.items.empty()) {
      choice.years = {.years = {*known_year}, .is_decided = true};
      return choice;
    }
  auto years = model_years(vin, wmi, this_year);
  if (years.years.empty()) return assessor.read_as(std::nullopt, false);
  const bool is_compared = years.years.size() > 1;
  auto best = assessor.read_as(years.years[0], is_compared);
  if (is_compared) {
    auto other = assessor.read_as(years.years[1], is_compared);
    if (rank(best) < rank(other)) {
      std::swap(best, other);
      std::swap(years.years[0], years.years[1]);
    }
    // A year of which the catalogue knows nothing is no rival.
    if (other.reading.items.empty() && !best.reading.items.empty()) years = {.years = {years.years[0]}, .is_decided = true};
  }
  best.years = std::move(years);
  return best;
}

Merit merit_of(const Choice& choice) {
  const auto& reading = choice.reading;
  return {.has_patterns = !reading.items.empty(),
          .has_model = reading.find(Element::model) != nullptr,
          .errors = choice.assessment.error_value,
          .used = std::popcount(reading.named & descriptive_places)};
}

}  // namespace mvp::catalog::vin
