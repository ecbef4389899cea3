#include "fuel_logs/repository.hpp"

namespace mvp::garage {
namespace {

struct Currency {
  std::string currency;
};
BOOST_DESCRIBE_STRUCT(Currency, (), (currency))
struct Key {
  FuelLogId id;
};
BOOST_DESCRIBE_STRUCT(Key, (), (id))

Failure no_such_vehicle() { return fail(Errc::not_found, "There is no such vehicle."); }
Failure no_such_fuel_log() { return fail(Errc::not_found, "There is no such fill-up."); }

}  // namespace

Task<Result<std::string>> FuelLogRepository::vehicle_currency(const Context& context, VehicleId vehicle) {
  auto rows = co_await db_.query<Currency>(context, "SELECT currency FROM vehicles WHERE id = $1", vehicle);
  if (rows.empty()) co_return no_such_vehicle();
  co_return std::move(rows.front().currency);
}

Task<std::vector<FuelLogRow>> FuelLogRepository::all(const Context& context, VehicleId vehicle) {
  return db_.query<FuelLogRow>(
      context, "SELECT " + pg::columns<FuelLogRow>() + " FROM fuel_logs WHERE vehicle_id = $1 ORDER BY filled_at DESC, odometer_m DESC NULLS LAST, id",
      vehicle);
}

Task<Result<FuelLogId>> FuelLogRepository::insert(const Context& context, VehicleId vehicle, const FuelLogInput& f) {
  const auto keys = co_await db_.query<Key>(
      context,
      "INSERT INTO fuel_logs (vehicle_id, filled_at, odometer_m, volume_ml, is_full, is_missed, cost_minor, currency, station, note) "
      "SELECT v.id, $2, $3, $4, $5, $6, $7, coalesce($8, v.currency), $9, $10 FROM vehicles v WHERE v.id = $1 RETURNING id",
      vehicle, f.filled_at, f.odometer_m, f.volume_ml, f.is_full.value_or(true), f.is_missed.value_or(false), f.cost_minor, f.currency,
      f.station, f.note);
  if (keys.empty()) co_return no_such_vehicle();
  co_return keys.front().id;
}

Task<Result<>> FuelLogRepository::update(const Context& context, VehicleId vehicle, FuelLogId id, std::int64_t version, const FuelLogInput& f) {
  const auto changed = co_await db_.exec(
      context,
      "UPDATE fuel_logs f SET version = f.version + 1, filled_at = $4, odometer_m = $5, volume_ml = $6, is_full = $7, is_missed = $8, "
      "cost_minor = $9, currency = coalesce($10, v.currency), station = $11, note = $12 "
      "FROM vehicles v WHERE v.id = f.vehicle_id AND f.vehicle_id = $1 AND f.id = $2 AND f.version = $3",
      vehicle, id, version, f.filled_at, f.odometer_m, f.volume_ml, f.is_full.value_or(true), f.is_missed.value_or(false), f.cost_minor,
      f.currency, f.station, f.note);
  if (changed > 0) co_return Result<>{};
  const auto there = co_await db_.query<Key>(context, "SELECT id FROM fuel_logs WHERE vehicle_id = $1 AND id = $2", vehicle, id);
  if (there.empty()) co_return no_such_fuel_log();
  co_return fail(Errc::precondition_failed, "Somebody has changed this fill-up since you read it. Load it again.", "/If-Match");
}

Task<Result<>> FuelLogRepository::erase(const Context& context, VehicleId vehicle, FuelLogId id) {
  if (co_await db_.exec(context, "DELETE FROM fuel_logs WHERE vehicle_id = $1 AND id = $2", vehicle, id) == 0) co_return no_such_fuel_log();
  co_return Result<>{};
}

}  // namespace mvp::garage
