#include "vin/model_year.hpp"

namespace mvp::catalog::vin {

std::vector<int> model_years(std::string_view vin, bool is_light_vehicle, int this_year) {
  constexpr std::string_view codes = "ABCDEFGHJKLMNPRSTVWXY123456789";
  constexpr int cycle = 30;
  if (vin.size() < 10) return {};
  const auto code = codes.find(vin[9]);
  if (code == std::string_view::npos) return {};
  const int late = 2010 + static_cast<int>(code), early = late - cycle;
  const bool is_digit = vin[6] >= '0' && vin[6] <= '9';
  if (is_light_vehicle && is_digit) return {early};
  if (late > this_year + 2) return {early};
  if (is_light_vehicle) return {late};
  return {late, early};
}

}  // namespace mvp::catalog::vin
