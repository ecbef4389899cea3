#pragma once
#include <string_view>
#include <vector>

namespace mvp::catalog::vin {

/// The model years a VIN can mean, the likelier first: position 10 repeats every 30 years. For cars, MPVs and light
/// trucks position 7 decides (a digit: 1980-2009, a letter: 2010-2039); for others both cycles stay, save what lies
/// more than two years ahead. Empty when position 10 is no year. Source: 49 CFR 565.15(d)(1), table VII.
std::vector<int> model_years(std::string_view vin, bool is_light_vehicle, int this_year);

}  // namespace mvp::catalog::vin
