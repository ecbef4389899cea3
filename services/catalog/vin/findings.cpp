#include "vin/findings.hpp"

#include <algorithm>
#include <bit>

#include "vin/vin.hpp"

namespace mvp::catalog::vin {
namespace {

constexpr auto error = "error";
constexpr auto warning = "warning";

/// Adds the nth of so many words: "A", "A and B", "A, B and C".
void add_word(std::string& out, int nth, int count, std::string_view word) {
  if (nth > 0) out += nth + 1 == count ? " and " : ", ";
  out += word;
}

std::string characters_in(CharacterSet set) {
  std::string out;
  const int count = std::popcount(set);
  int nth = 0;
  for (const char c : vin_alphabet)
    if ((set_of(c) & set) != 0) add_word(out, nth++, count, std::string_view(&c, 1));
  return out;
}

void check_characters(std::string_view vin, std::vector<Finding>& findings) {
  for (const int position : foreign_positions(vin)) {
    if (vin[static_cast<std::size_t>(position) - 1] == unknown_character) continue;
    findings.push_back({"character", error, "No VIN has this character; the letters I, O and Q are not used.", position});
  }
}

void check_digit_of(std::string_view vin, NumberCheck& check) {
  const auto wanted = check_digit(vin);
  check.is_verified = wanted && *wanted == vin[8];
  if (!wanted || check.is_verified) return;
  if (!has_check_digit_by_law(vin)) {
    check.findings.push_back({"check_digit_unverified", warning, "The check digit does not confirm this VIN; its maker may not use one.", 9});
    return;
  }
  check.findings.push_back({"check_digit", error,
                            std::string("The check digit is ") + vin[8] + " but the other characters ask for " + *wanted + "; one of them is mistyped.", 9});
}

void add_year_findings(std::string_view vin, const Choice& choice, std::optional<int> known_year, std::vector<Finding>& findings) {
  const auto& years = choice.years;
  if (!choice.reading.year) findings.push_back({"model_year", warning, "This character stands for no model year.", 10});
  if (known_year && choice.reading.year && *known_year != *choice.reading.year)
    findings.push_back({"model_year_differs", warning, "The VIN is not one of model year " + std::to_string(*known_year) + ".", 10});
  else if (known_year && !is_model_year(vin, *known_year))
    findings.push_back({"model_year_differs", warning, "The VIN's tenth character does not stand for " + std::to_string(*known_year) + ".", 10});
  if (!years.is_decided && years.years.size() > 1)
    findings.push_back({"model_year_ambiguous", warning,
                        "The tenth character stands for " + std::to_string(years.years[0]) + " or " + std::to_string(years.years[1]) + "; " +
                            std::to_string(years.years[0]) + " is the likelier.",
                        10});
}

/// Makers outside North America put it where those for the US market describe the vehicle.
constexpr std::string_view filler = "ZZZ";

void add_position_findings(std::string_view vin, const Assessment& assessment, std::vector<Finding>& findings) {
  unsigned unused = assessment.unused;
  if (unused != 0 && vin.substr(3, filler.size()) == filler) {
    findings.push_back({"unused_position", warning,
                        "ZZZ at positions 4 to 6 is a filler: this vehicle was not made for the US market, which is what the catalogue knows.", 4});
    return;
  }
  for (const auto& [position, known] : assessment.unknown) {
    findings.push_back({"unknown_position", warning,
                        std::string("The catalogue does not know ") + vin[static_cast<std::size_t>(position) - 1] + " at position " + std::to_string(position) +
                            " for this maker and year; it knows " + characters_in(known) + ".",
                        position});
    unused &= ~(1U << (position - 4));
  }
  if (unused == 0) return;
  const int count = std::popcount(unused), first = std::countr_zero(unused) + 4;
  std::string message;
  message.reserve(96);
  message += "The catalogue cannot tell what the character";
  message += count == 1 ? " at position " : "s at positions ";
  int nth = 0;
  for (unsigned bits = unused; bits != 0; bits &= bits - 1) add_word(message, nth++, count, std::to_string(std::countr_zero(bits) + 4));
  message += count == 1 ? " means." : " mean.";
  findings.push_back({"unused_position", warning, std::move(message), first});
}

void add_body_findings(const Index& index, const Wmi& wmi, const Reading& reading, std::vector<Finding>& findings) {
  const auto* body = reading.find(Element::body);
  const auto kind = body && body->source != Source::formula ? index.body_kind(body->value) : BodyKind::ordinary;
  if (kind == BodyKind::off_road || wmi.type == VehicleType::off_road)
    findings.push_back({"off_road", warning, "This is an off-road vehicle; its number need not follow the rules of VINs.", std::nullopt});
  if (kind == BodyKind::incomplete || wmi.type == VehicleType::incomplete)
    findings.push_back({"incomplete_vehicle", warning, "The maker sold this vehicle incomplete; another may have built it up differently.", std::nullopt});
}

}  // namespace

NumberCheck check_number(std::string_view vin) {
  NumberCheck check;
  const auto unknown = std::ranges::count(vin, unknown_character);
  if (vin.size() != vin_length)
    check.findings.push_back({"length", error, "A VIN has 17 characters; this one has " + std::to_string(vin.size()) + ".", std::nullopt});
  check_characters(vin, check.findings);
  if (unknown > 0)
    check.findings.push_back({"partial", warning,
                              unknown == 1 ? "One character is not known; the answer is what the others say."
                                           : std::to_string(unknown) + " characters are not known; the answer is what the others say.",
                              static_cast<int>(vin.find(unknown_character)) + 1});
  check.is_whole = vin.size() == vin_length && unknown == 0;
  if (check.findings.empty()) check_digit_of(vin, check);
  check.is_valid = check.is_whole && std::ranges::none_of(check.findings, [](const Finding& finding) { return finding.severity == error; });
  return check;
}

void add_findings(const Index& index, const Wmi& wmi, std::string_view vin, const Choice& choice, std::optional<int> known_year,
                  std::vector<Finding>& findings) {
  add_year_findings(vin, choice, known_year, findings);
  if (choice.reading.items.empty()) {
    findings.push_back({"unknown_vehicle", warning, "The catalogue knows the manufacturer but not this vehicle.", 4});
    return;
  }
  add_position_findings(vin, choice.assessment, findings);
  add_body_findings(index, wmi, choice.reading, findings);
}

Finding unknown_manufacturer() { return {"unknown_manufacturer", warning, "The catalogue does not know this manufacturer.", 1}; }

}  // namespace mvp::catalog::vin
