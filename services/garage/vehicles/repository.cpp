#include "vehicles/repository.hpp"

namespace mvp::garage {
namespace {

/// Every column of Vehicle; the odometer is the newest of the readings and fill-ups that know one.
const std::string select =
    "SELECT v.id, v.version, v.nickname, v.vin, v.year, v.make, v.model, v.trim, v.license_plate, v.fuel_kind, v.distance_unit, "
    "v.volume_unit, v.economy_unit, v.currency, v.notes, v.created_at, v.updated_at, "
    "(SELECT o.odometer_m FROM (SELECT r.read_at AS at, r.odometer_m FROM odometer_readings r WHERE r.vehicle_id = v.id "
    " UNION ALL SELECT f.filled_at, f.odometer_m FROM fuel_logs f WHERE f.vehicle_id = v.id AND f.odometer_m IS NOT NULL) o "
    " ORDER BY o.at DESC LIMIT 1) AS odometer_m FROM vehicles v ";

/// What is absent takes the garage's settings.
constexpr auto insert_sql =
    "INSERT INTO vehicles (nickname, vin, year, make, model, trim, license_plate, fuel_kind, distance_unit, volume_unit, economy_unit, currency, notes) "
    "SELECT $1, $2, $3, $4, $5, $6, $7, coalesce($8, 'petrol'), coalesce($9, s.distance_unit), coalesce($10, s.volume_unit), "
    "coalesce($11, s.economy_unit), coalesce($12, s.currency), $13 FROM settings s RETURNING id";
constexpr auto update_sql =
    "UPDATE vehicles v SET version = version + 1, updated_at = now(), nickname = $1, vin = $2, year = $3, make = $4, model = $5, trim = $6, "
    "license_plate = $7, fuel_kind = coalesce($8, v.fuel_kind), distance_unit = coalesce($9, v.distance_unit), "
    "volume_unit = coalesce($10, v.volume_unit), economy_unit = coalesce($11, v.economy_unit), currency = coalesce($12, v.currency), notes = $13 "
    "WHERE id = $14 AND version = $15 RETURNING id";

struct Key {
  VehicleId id;
};
BOOST_DESCRIBE_STRUCT(Key, (), (id))

}  // namespace

Error no_such_vehicle() { return {Errc::not_found, "There is no such vehicle."}; }

Task<std::vector<Vehicle>> VehicleRepository::all(const Context& context) {
  return db_.query<Vehicle>(context, select + "ORDER BY v.created_at, v.id");
}

Task<Result<Vehicle>> VehicleRepository::one(const Context& context, VehicleId id) {
  auto rows = co_await db_.query<Vehicle>(context, select + "WHERE v.id = $1", id);
  if (rows.empty()) co_return Failure(no_such_vehicle());
  co_return std::move(rows.front());
}

Task<Result<Vehicle>> VehicleRepository::insert(const Context& context, const VehicleInput& v) {
  const auto keys = co_await db_.query<Key>(context, insert_sql, v.nickname, v.vin, v.year, v.make, v.model, v.trim, v.license_plate, v.fuel_kind,
                                            v.distance_unit, v.volume_unit, v.economy_unit, v.currency, v.notes);
  co_return co_await one(context, keys.at(0).id);
}

Task<Result<Vehicle>> VehicleRepository::update(const Context& context, VehicleId id, std::int64_t version, const VehicleInput& v) {
  const auto keys = co_await db_.query<Key>(context, update_sql, v.nickname, v.vin, v.year, v.make, v.model, v.trim, v.license_plate, v.fuel_kind,
                                            v.distance_unit, v.volume_unit, v.economy_unit, v.currency, v.notes, id, version);
  auto now = co_await one(context, id);
  if (now && keys.empty())
    co_return fail(Errc::precondition_failed, "Somebody has changed this vehicle since you read it. Load it again.", "/If-Match");
  co_return now;
}

Task<Result<>> VehicleRepository::erase(const Context& context, VehicleId id) {
  if (co_await db_.exec(context, "DELETE FROM vehicles WHERE id = $1", id) == 0) co_return Failure(no_such_vehicle());
  co_return Result<>{};
}

}  // namespace mvp::garage
