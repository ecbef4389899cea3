#include "vin/describe.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <tuple>

#include "index/displacement.hpp"
#include "index/text.hpp"

namespace mvp::catalog::vin {
namespace {

constexpr double hp_per_kw = 1.34102209;

/// What a reading says, element by element.
class Values {
 public:
  Values(const Index& index, const Subject& subject, const Reading& reading) : index_(index), subject_(subject), reading_(reading) {}

  std::optional<std::string> text(Element element) const {
    const auto* item = reading_.find(element);
    if (!item) return std::nullopt;
    auto text = text_of(index_, subject_, *item);
    return text.empty() ? std::nullopt : std::optional(std::move(text));
  }
  template <class Number>
  std::optional<Number> as(Element element) const {
    const auto found = text(element);
    return found ? whole_number<Number>(*found) : std::nullopt;
  }
  std::optional<double> displacement_l() const {
    return litres(as<double>(Element::displacement_l), as<double>(Element::displacement_cc), as<double>(Element::displacement_ci));
  }
  std::optional<double> power_hp() const {
    if (const auto hp = as<double>(Element::power_hp)) return hp;
    const auto kw = as<double>(Element::power_kw);
    return kw ? std::optional(std::round(*kw * hp_per_kw)) : std::nullopt;
  }
  std::optional<std::string> plant() const {
    std::string place;
    for (const auto element : {Element::plant_city, Element::plant_state, Element::plant_country})
      if (const auto part = text(element)) place += (place.empty() ? "" : ", ") + *part;
    return place.empty() ? std::nullopt : std::optional(std::move(place));
  }

 private:
  const Index& index_;
  const Subject& subject_;
  const Reading& reading_;
};

std::optional<std::string> known(std::string_view text) { return text.empty() ? std::nullopt : std::optional(std::string(text)); }

const Make* make_of(const Index& index, const Wmi& wmi, const Reading& reading) {
  if (const auto* model = reading.find(Element::model)) {
    const auto make = index.models()[model->value].make;
    return make ? &index.makes()[*make] : nullptr;
  }
  return wmi.makes.size() == 1 ? &index.makes()[wmi.makes[0]] : nullptr;
}

/// As vPIC writes decimals: at most two places, none that say nothing.
std::string decimal(double value) {
  auto text = fmt::format("{:.2f}", value);
  text.erase(text.find_last_not_of('0') + 1);
  if (text.ends_with('.')) text.pop_back();
  return text;
}

std::string source_name(Source source) {
  switch (source) {
    case Source::pattern: return "pattern";
    case Source::formula: return "formula";
    case Source::engine: return "engine";
  }
  return {};
}

}  // namespace

std::string text_of(const Index& index, const Subject& subject, const Item& item) {
  if (item.source == Source::formula) return std::string(index.keys().digits_spelled(item.key, subject));
  const auto text = item.element == Element::model ? index.text(index.models()[item.value].name) : index.text(item.value);
  return says_something(text) ? std::string(text) : std::string{};
}

void describe(const Index& index, const Wmi& wmi, const Subject& subject, const Reading& reading, DecodedVin& decoded) {
  const Values values(index, subject, reading);
  decoded.manufacturer = known(index.text(wmi.manufacturer));
  decoded.country = known(index.text(wmi.country));
  decoded.vehicle_type = known(index.type_name(wmi.type));
  if (const auto* make = make_of(index, wmi, reading)) decoded.make = index.text(make->name);
  decoded.model = values.text(Element::model);
  decoded.series = values.text(Element::series);
  decoded.trim = values.text(Element::trim);
  decoded.body = values.text(Element::body);
  decoded.doors = values.as<int>(Element::doors);
  decoded.drive = values.text(Element::drive);
  decoded.fuel = values.text(Element::fuel);
  decoded.fuel_secondary = values.text(Element::fuel_secondary);
  decoded.electrification = values.text(Element::electrification);
  decoded.cylinders = values.as<int>(Element::cylinders);
  decoded.displacement_l = values.displacement_l();
  decoded.engine_model = values.text(Element::engine_model);
  decoded.engine_manufacturer = values.text(Element::engine_manufacturer);
  decoded.power_hp = values.power_hp();
  decoded.transmission = values.text(Element::transmission);
  decoded.transmission_speeds = values.as<int>(Element::transmission_speeds);
  decoded.gvwr = values.text(Element::gvwr);
  decoded.plant = values.plant();
}

std::vector<VinElement> all_elements(const Index& index, const Wmi& wmi, const Subject& subject, const Reading& reading) {
  std::vector<VinElement> out;
  const auto add = [&](Element element, std::string value, std::string source) {
    if (value.empty()) return;
    const auto& info = index.element(element);
    out.push_back({.id = static_cast<int>(element), .name = std::string(index.text(info.name)), .group = known(index.text(info.group)),
                   .value = std::move(value), .source = std::move(source)});
  };
  for (const auto& item : reading.items) add(item.element, text_of(index, subject, item), source_name(item.source));
  if (const auto* make = make_of(index, wmi, reading)) add(Element::make, std::string(index.text(make->name)), reading.find(Element::model) ? "pattern" : "manufacturer");
  add(Element::manufacturer, std::string(index.text(wmi.manufacturer)), "manufacturer");
  add(Element::vehicle_type, std::string(index.type_name(wmi.type)), "manufacturer");
  if (reading.year) add(Element::year, std::to_string(*reading.year), "year");
  const Values values(index, subject, reading);
  if (const auto litres = values.displacement_l()) {
    if (!reading.find(Element::displacement_l)) add(Element::displacement_l, decimal(*litres), "conversion");
    if (!reading.find(Element::displacement_cc)) add(Element::displacement_cc, decimal(*litres * 1000), "conversion");
    if (!reading.find(Element::displacement_ci)) add(Element::displacement_ci, decimal(*litres / litres_per_cubic_inch), "conversion");
  }
  std::ranges::sort(out, [](const VinElement& a, const VinElement& b) { return std::tie(a.id, a.value) < std::tie(b.id, b.value); });
  const auto repeated = std::ranges::unique(out, [](const VinElement& a, const VinElement& b) { return a.id == b.id && a.value == b.value; });
  out.erase(repeated.begin(), repeated.end());
  return out;
}

}  // namespace mvp::catalog::vin
