#pragma once
#include <boost/describe/class.hpp>
#include <optional>
#include <string>

#include "domain/economy.hpp"

namespace mvp::garage {

/// Body of POST and PUT. Volume in millilitres, odometer in metres, total cost in minor units.
struct FuelLogInput {
  Instant filled_at;
  std::optional<std::int64_t> odometer_m;
  std::int64_t volume_ml{};
  std::optional<bool> is_full;    ///< absent: full
  std::optional<bool> is_missed;  ///< absent: nothing was missed
  std::optional<std::int64_t> cost_minor;
  std::optional<std::string> currency;  ///< absent: the vehicle's
  std::optional<std::string> station, note;
};
BOOST_DESCRIBE_STRUCT(FuelLogInput, (), (filled_at, odometer_m, volume_ml, is_full, is_missed, cost_minor, currency, station, note))

/// A fill-up as stored. Table: db/tenant/0001_garage.sql.
struct FuelLogRow {
  FuelLogId id;
  VehicleId vehicle_id;
  std::int64_t version{};
  Instant filled_at;
  std::optional<std::int64_t> odometer_m;
  std::int64_t volume_ml{};
  bool is_full{}, is_missed{};
  std::optional<std::int64_t> cost_minor;
  std::string currency;
  std::optional<std::string> station, note, source;
};
BOOST_DESCRIBE_STRUCT(FuelLogRow, (), (id, vehicle_id, version, filled_at, odometer_m, volume_ml, is_full, is_missed, cost_minor,
                                       currency, station, note, source))

/// A fill-up as returned: with its consumption, or the reason why there is no figure.
struct FuelLog : FuelLogRow {
  FillEconomy economy;
};
BOOST_DESCRIBE_STRUCT(FuelLog, (), (id, vehicle_id, version, filled_at, odometer_m, volume_ml, is_full, is_missed, cost_minor,
                                    currency, station, note, source, economy))

/// The rules that need no database. @return invalid with the field.
Result<> check(const FuelLogInput& input);

/// The engine's view of stored fill-ups.
std::vector<Fill> fills_of(const std::vector<FuelLogRow>& rows);

}  // namespace mvp::garage
