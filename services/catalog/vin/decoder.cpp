#include "vin/decoder.hpp"

#include <charconv>
#include <cmath>

#include "vin/reading.hpp"
#include "vin/suggestion.hpp"
#include "vin/vin.hpp"

namespace mvp::catalog::vin {
namespace {

std::optional<std::string> text(const Index& index, const Reading& reading, Element element) {
  const auto found = reading.values.find(element);
  if (found == reading.values.end()) {
    const auto spelled = reading.spelled.find(element);
    return spelled == reading.spelled.end() ? std::nullopt : std::optional(spelled->second);
  }
  const auto value = index.text(found->second);
  if (value.empty() || value == "Not Applicable") return std::nullopt;
  return std::string(value);
}

template <class Number>
std::optional<Number> number(const std::optional<std::string>& text) {
  if (!text) return std::nullopt;
  Number value{};
  const auto [end, error] = std::from_chars(text->data(), text->data() + text->size(), value);
  if (error != std::errc{} || end != text->data() + text->size()) return std::nullopt;
  return value;
}

/// Litres, from whichever unit the pattern names. Source: vPIC's table Conversion.
std::optional<double> displacement_l(const Index& index, const Reading& reading) {
  const auto in = [&](Element element) { return number<double>(text(index, reading, element)); };
  auto litres = in(Element::displacement_l);
  if (const auto cc = in(Element::displacement_cc); !litres && cc) litres = *cc / 1000;
  if (const auto cubic_inches = in(Element::displacement_ci); !litres && cubic_inches) litres = *cubic_inches * 0.016387064;
  if (litres) litres = std::round(*litres * 1000) / 1000;
  return litres;
}

std::optional<std::string> plant(const Index& index, const Reading& reading) {
  std::string place;
  for (const auto element : {Element::plant_city, Element::plant_state, Element::plant_country})
    if (const auto part = text(index, reading, element)) place += (place.empty() ? "" : ", ") + *part;
  if (place.empty()) return std::nullopt;
  return place;
}

/// Writes what the patterns say into `decoded`.
void describe(const Index& index, const Reading& reading, DecodedVin& decoded) {
  decoded.year = reading.year;
  if (const auto found = reading.values.find(Element::model); found != reading.values.end()) {
    const auto& model = index.models()[found->second];
    decoded.model = index.text(model.name);
    if (model.make) decoded.make = index.text(index.makes()[*model.make].name);
  }
  decoded.series = text(index, reading, Element::series);
  decoded.trim = text(index, reading, Element::trim);
  decoded.body = text(index, reading, Element::body);
  decoded.doors = number<int>(text(index, reading, Element::doors));
  decoded.drive = text(index, reading, Element::drive);
  decoded.fuel = text(index, reading, Element::fuel);
  decoded.electrification = text(index, reading, Element::electrification);
  decoded.cylinders = number<int>(text(index, reading, Element::cylinders));
  decoded.displacement_l = displacement_l(index, reading);
  decoded.engine_model = text(index, reading, Element::engine_model);
  decoded.transmission = text(index, reading, Element::transmission);
  decoded.gvwr = text(index, reading, Element::gvwr);
  decoded.plant = plant(index, reading);
}

/// Findings about the number itself, before the catalogue is asked. @return true if it is sound.
bool check(std::string_view vin, std::vector<Finding>& errors) {
  if (vin.size() != vin_length)
    errors.push_back({"length", "A VIN has 17 characters; this one has " + std::to_string(vin.size()) + ".", std::nullopt});
  for (const int position : foreign_positions(vin))
    errors.push_back({"character", "No VIN has this character; the letters I, O and Q are not used.", position});
  if (!errors.empty()) return false;
  const auto wanted = check_digit(vin);
  if (!wanted || *wanted == vin[8]) return true;
  const bool is_law = has_check_digit_by_law(vin);
  errors.push_back({is_law ? "check_digit" : "check_digit_unverified",
                    is_law ? std::string("The check digit is ") + vin[8] + " but the other characters ask for " + *wanted + "; one of them is mistyped."
                           : "The check digit does not confirm this VIN; its maker may not use one.",
                    9});
  return !is_law;
}

}  // namespace

DecodedVin decode(const Index& index, std::string_view text, int this_year) {
  DecodedVin decoded{.vin = normalise(text)};
  decoded.valid = check(decoded.vin, decoded.errors);
  if (!decoded.valid) decoded.suggestion = suggest(index, decoded.vin, this_year);
  const auto* wmi = index.find_wmi(wmi_of(decoded.vin));
  if (!wmi) {
    if (decoded.vin.size() >= 3) decoded.errors.push_back({"unknown_manufacturer", "The catalogue does not know this manufacturer.", 1});
    return decoded;
  }
  if (const auto manufacturer = index.text(wmi->manufacturer); !manufacturer.empty()) decoded.manufacturer = manufacturer;
  if (decoded.vin.size() == vin_length) {
    const auto reading = read_best(index, *wmi, decoded.vin, this_year);
    describe(index, reading, decoded);
    if (!reading.year) decoded.errors.push_back({"model_year", "This character stands for no model year.", 10});
    if (reading.pattern_count == 0)
      decoded.errors.push_back({"unknown_vehicle", "The catalogue knows the manufacturer but not this vehicle.", 4});
  }
  if (!decoded.make && wmi->makes.size() == 1) decoded.make = index.text(index.makes()[wmi->makes[0]].name);
  return decoded;
}

}  // namespace mvp::catalog::vin
