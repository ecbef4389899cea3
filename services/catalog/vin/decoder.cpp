#include "vin/decoder.hpp"

#include <bit>
#include <cmath>

#include "vin/choice.hpp"
#include "vin/describe.hpp"
#include "vin/findings.hpp"
#include "vin/origin.hpp"
#include "vin/suggestion.hpp"
#include "vin/vin.hpp"

namespace mvp::catalog::vin {
namespace {

constexpr std::size_t shortest_readable = 4;  // one character after the manufacturer's

/// Position 7 tells the cycle only of vehicles made for the US: where nothing in a VIN speaks for that, both stay open.
/// The later is taken where the catalogue knows nothing at all of the vehicle.
void doubt_years(std::string_view vin, int this_year, const NumberCheck& check, Choice& choice) {
  if (choice.reading.find(Element::model) || check.is_verified || has_check_digit_by_law(vin)) return;
  auto years = possible_years(vin, this_year);
  if (years.size() < 2) return;
  if (choice.reading.items.empty()) choice.reading.year = years[0];
  if (choice.reading.year != years[0]) std::swap(years[0], years[1]);
  choice.years = {.years = std::move(years), .is_decided = false};
}

/// See docs/reference/catalog.md: what adds up to 1.
double confidence_of(const NumberCheck& check, const Choice& choice) {
  const auto& reading = choice.reading;
  double sum = 0.15;  // the manufacturer is known
  if (reading.year) sum += choice.years.is_decided ? 0.15 : 0.05;
  if (reading.find(Element::model)) sum += 0.3;
  sum += 0.25 * std::popcount(reading.named & descriptive_places) / descriptive_place_count;
  if (check.is_verified) sum += 0.15;
  return std::round(sum * 100) / 100;
}

void decode_unknown_maker(std::string_view vin, int this_year, const NumberCheck& check, DecodedVin& decoded) {
  if (const auto country = country_of(vin); !country.empty()) decoded.country = country;
  if (check.is_whole) {
    decoded.year_candidates = possible_years(vin, this_year);
    if (!decoded.year_candidates.empty()) decoded.year = decoded.year_candidates[0];
  }
  if (check.is_verified) decoded.confidence = 0.15;
  if (vin.size() >= 3) decoded.errors.push_back(unknown_manufacturer());
}

}  // namespace

DecodedVin decode(const Index& index, std::string_view text, int this_year, const DecodeOptions& options) {
  DecodedVin decoded{.vin = normalise(text)};
  auto check = check_number(decoded.vin);
  decoded.valid = check.is_valid;
  decoded.errors = std::move(check.findings);
  if (!decoded.valid) decoded.suggestion = suggest(index, decoded.vin, this_year);
  const auto* wmi = index.find_wmi(wmi_of(decoded.vin));
  if (!wmi) {
    decode_unknown_maker(decoded.vin, this_year, check, decoded);
    return decoded;
  }
  const Subject subject(decoded.vin);
  Choice choice;
  if (decoded.vin.size() >= shortest_readable) choice = choose(index, *wmi, decoded.vin, this_year, options.year);
  if (check.is_whole) {
    doubt_years(decoded.vin, this_year, check, choice);
    add_findings(index, *wmi, decoded.vin, choice, options.year, decoded.errors);
  }
  decoded.year = choice.reading.year;
  describe(index, *wmi, subject, choice.reading, decoded);
  decoded.confidence = confidence_of(check, choice);
  if (options.with_elements) decoded.elements = all_elements(index, *wmi, subject, choice.reading);
  decoded.year_candidates = std::move(choice.years.years);
  return decoded;
}

}  // namespace mvp::catalog::vin
