#pragma once
#include <cmath>
#include <optional>

namespace mvp::catalog {

inline constexpr double litres_per_cubic_inch = 0.016387064;

/// Litres to three places, from whichever unit is known. Source: NHTSA vPIC, table Conversion.
inline std::optional<double> litres(std::optional<double> litres, std::optional<double> cubic_centimetres, std::optional<double> cubic_inches) {
  if (!litres && cubic_centimetres) litres = *cubic_centimetres / 1000;
  if (!litres && cubic_inches) litres = *cubic_inches * litres_per_cubic_inch;
  if (litres) litres = std::round(*litres * 1000) / 1000;
  return litres;
}

}  // namespace mvp::catalog
