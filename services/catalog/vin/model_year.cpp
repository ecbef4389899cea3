#include "vin/model_year.hpp"

namespace mvp::catalog::vin {
namespace {

constexpr std::string_view codes = "ABCDEFGHJKLMNPRSTVWXY123456789";  // from 1980 on
constexpr int first_year = 1980;
constexpr int cycle = 30;
static_assert(codes.size() == cycle);
constexpr int years_ahead = 2;

}  // namespace

std::vector<int> possible_years(std::string_view vin, int this_year) {
  if (vin.size() < 10) return {};
  const auto code = codes.find(vin[9]);
  if (code == std::string_view::npos) return {};
  const int late = first_year + cycle + static_cast<int>(code);
  if (late > this_year + years_ahead) return {late - cycle};
  return {late, late - cycle};
}

bool is_model_year(std::string_view vin, int year) {
  return vin.size() >= 10 && year >= first_year && codes[static_cast<std::size_t>(year - first_year) % codes.size()] == vin[9];
}

ModelYears model_years(std::string_view vin, const Wmi& wmi, int this_year) {
  ModelYears out{.years = possible_years(vin, this_year), .is_decided = true};
  if (out.years.size() == 2) {
    const char seventh = vin[6];
    const bool is_digit = seventh >= '0' && seventh <= '9', is_letter = seventh >= 'A' && seventh <= 'Z';
    out.is_decided = wmi.is_light && (is_digit || is_letter);
    if (out.is_decided) out.years = {is_digit ? out.years[1] : out.years[0]};
  }
  if (out.years.size() == 1 && !wmi.has_use(out.years[0])) {
    const int other = out.years[0] < 2010 ? out.years[0] + cycle : out.years[0] - cycle;
    if (other <= this_year + years_ahead && wmi.has_use(other)) out.years = {other};
  }
  return out;
}

}  // namespace mvp::catalog::vin
