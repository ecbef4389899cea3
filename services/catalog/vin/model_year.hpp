#pragma once
#include <string_view>
#include <vector>

#include "index/index.hpp"

namespace mvp::catalog::vin {

/// The model years a VIN can mean, the later first.
struct ModelYears {
  std::vector<int> years{};       ///< empty when position 10 is no year
  bool is_decided = true;         ///< by position 7 or by the calendar, not by what the catalogue knows
};

/// Position 10 repeats every 30 years. For cars, MPVs and light trucks position 7 decides (a digit: 1980-2009, a letter:
/// 2010-2039); for others both cycles stay, save what lies more than two years ahead. A maker that has no schema in the
/// year that the rule gives, but has one 30 years from it, is taken to mean that one.
/// Source: 49 CFR 565.15(d)(1), table VII; NHTSA vPIC, fVinModelYear2 and spVinDecode.
ModelYears model_years(std::string_view vin, const Wmi& wmi, int this_year);

/// The same without the rule of position 7, which binds makers for the US market only.
std::vector<int> possible_years(std::string_view vin, int this_year);

/// True if position 10 can stand for that year.
bool is_model_year(std::string_view vin, int year);

}  // namespace mvp::catalog::vin
