#pragma once
#include <cstdint>
#include <string_view>

namespace mvp::catalog {

/// vPIC's elements: what can be known about a vehicle. The value is vPIC's id; ids without a name here are elements too.
enum class Element : std::uint8_t {
  none = 0,
  body = 5,
  cylinders = 9,
  displacement_cc = 11,
  displacement_ci = 12,
  displacement_l = 13,
  doors = 14,
  drive = 15,
  engine_model = 18,
  power_kw = 21,
  fuel = 24,
  gvwr = 25,
  make = 26,
  manufacturer = 27,
  model = 28,
  year = 29,
  plant_city = 31,
  series = 34,
  transmission = 37,
  trim = 38,
  vehicle_type = 39,
  transmission_speeds = 63,
  engine_configuration = 64,
  fuel_secondary = 66,
  power_hp = 71,
  plant_country = 75,
  plant_state = 77,
  electrification = 126,
  engine_manufacturer = 146,
};

/// Ids are below this.
inline constexpr std::size_t element_limit = 256;

constexpr std::size_t index_of(Element element) { return static_cast<std::size_t>(element); }

/// Elements of which every value counts, not only the best: notes and "other information".
/// Source: NHTSA vPIC, spVinDecode_Core.
constexpr bool keeps_all_values(Element element) {
  switch (static_cast<int>(element)) {
    case 114:
    case 121:
    case 129:
    case 150:
    case 154:
    case 155:
    case 169:
    case 186: return true;
    default: return false;
  }
}

/// What is taken from the manufacturer's entry or worked out, never from patterns. Source: NHTSA vPIC, spVinDecode_Core.
constexpr bool is_never_a_pattern(Element element) {
  return element == Element::make || element == Element::manufacturer || element == Element::year || element == Element::vehicle_type;
}

}  // namespace mvp::catalog
