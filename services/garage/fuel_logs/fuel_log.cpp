#include "fuel_logs/fuel_log.hpp"

#include "domain/text.hpp"

namespace mvp::garage {
namespace {

constexpr std::int64_t most_cost_minor = 1'000'000'000'000;

}  // namespace

Result<> check(const FuelLogInput& input) {
  if (input.volume_ml < 1 || input.volume_ml > 10'000'000) return fail(Errc::invalid, "must be more than zero and 10,000 l at most", "/volume_ml");
  if (input.odometer_m && (*input.odometer_m < 0 || *input.odometer_m > 10'000'000'000))
    return fail(Errc::invalid, "must be from 0 to 10,000,000 km in metres", "/odometer_m");
  if (input.cost_minor && (*input.cost_minor < 0 || *input.cost_minor > most_cost_minor))
    return fail(Errc::invalid, "must be from 0 to 1,000,000,000,000", "/cost_minor");
  if (input.currency && !is_currency(*input.currency)) return fail(Errc::invalid, "must be a currency code such as EUR", "/currency");
  if (input.station && characters_in(*input.station) > 200) return fail(Errc::invalid, "must be 200 characters at most", "/station");
  if (input.note && characters_in(*input.note) > 2'000) return fail(Errc::invalid, "must be 2000 characters at most", "/note");
  if (input.filled_at < earliest) return fail(Errc::invalid, "lies before 1900", "/filled_at");
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
