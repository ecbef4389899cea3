#include "fuel_logs/fuel_log.hpp"

namespace mvp::garage {

Result<> check(const FuelLogInput& input) {
  if (input.volume_ml < 1 || input.volume_ml > 10'000'000) return fail(Errc::invalid, "must be more than zero and 10,000 l at most", "/volume_ml");
  if (input.odometer_m && (*input.odometer_m < 0 || *input.odometer_m > 10'000'000'000))
    return fail(Errc::invalid, "must be from 0 to 10,000,000 km in metres", "/odometer_m");
  if (input.cost_minor && *input.cost_minor < 0) return fail(Errc::invalid, "must not be negative", "/cost_minor");
  if (input.currency && !is_currency(*input.currency)) return fail(Errc::invalid, "must be a currency code such as EUR", "/currency");
  if (input.station && input.station->size() > 200) return fail(Errc::invalid, "must be 200 characters at most", "/station");
  if (input.note && input.note->size() > 2'000) return fail(Errc::invalid, "must be 2000 characters at most", "/note");
  if (input.filled_at > Instant{Instant::now().us + 86'400'000'000}) return fail(Errc::invalid, "lies in the future", "/filled_at");
  return {};
}

std::vector<Fill> fills_of(const std::vector<FuelLogRow>& rows) {
  std::vector<Fill> out;
  out.reserve(rows.size());
  for (const auto& row : rows)
    out.push_back({row.id.value, row.filled_at, row.odometer_m, row.volume_ml, row.is_full, row.is_missed, row.cost_minor});
  return out;
}

}  // namespace mvp::garage
