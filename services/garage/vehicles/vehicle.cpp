#include "vehicles/vehicle.hpp"

#include <algorithm>
#include <tuple>

#include "domain/text.hpp"

namespace mvp::garage {
namespace {

Result<> check_length(const std::optional<std::string>& text, std::size_t most, std::string field) {
  if (text && characters_in(*text) > most) return fail(Errc::invalid, "must be " + std::to_string(most) + " characters at most", std::move(field));
  return {};
}

bool is_vin(const std::string& vin) {
  return vin.size() == 17 && std::ranges::all_of(vin, [](char c) {
           return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z' && c != 'I' && c != 'O' && c != 'Q');
         });
}

}  // namespace

Result<> check(const VehicleInput& input) {
  if (input.nickname.empty() || characters_in(input.nickname) > 100) return fail(Errc::invalid, "must have 1 to 100 characters", "/nickname");
  if (input.vin && !is_vin(*input.vin))
    return fail(Errc::invalid, "must be 17 capital letters and digits, without I, O and Q", "/vin");
  if (input.year && (*input.year < 1885 || *input.year > 2100)) return fail(Errc::invalid, "must be from 1885 to 2100", "/year");
  if (input.currency && !is_currency(*input.currency)) return fail(Errc::invalid, "must be a currency code such as EUR", "/currency");
  for (const auto& [text, most, field] : {std::tuple(&input.make, 100uz, "/make"), std::tuple(&input.model, 100uz, "/model"),
                                          std::tuple(&input.trim, 100uz, "/trim"), std::tuple(&input.license_plate, 20uz, "/license_plate"),
                                          std::tuple(&input.notes, 10'000uz, "/notes")})
    if (const auto checked = check_length(*text, most, field); !checked) return checked;
  return {};
}

}  // namespace mvp::garage
