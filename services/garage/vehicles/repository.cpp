#include "vehicles/repository.hpp"

#include <map>

#include "domain/economy.hpp"

namespace mvp::garage {
namespace {

/// Every column of Vehicle but the odometer.
const std::string select =
    "SELECT v.id, v.version, v.nickname, v.vin, v.year, v.make, v.model, v.trim, v.license_plate, v.fuel_kind, v.distance_unit, "
    "v.volume_unit, v.economy_unit, v.currency, v.notes, v.created_at, v.updated_at, NULL::bigint AS odometer_m FROM vehicles v ";

/// The newest readings and fill-ups that know an odometer: enough to tell a typo from a drive.
const std::string newest_readings =
    "SELECT v.id AS vehicle_id, o.read_at, o.odometer_m FROM vehicles v CROSS JOIN LATERAL (SELECT r.read_at, r.odometer_m FROM odometer_readings r "
    "WHERE r.vehicle_id = v.id UNION ALL SELECT f.filled_at, f.odometer_m FROM fuel_logs f WHERE f.vehicle_id = v.id AND f.odometer_m IS NOT NULL "
    "ORDER BY 1 DESC LIMIT 20) o ";

/// What is absent takes the garage's settings.
constexpr auto insert_sql =
    "INSERT INTO vehicles (nickname, vin, year, make, model, trim, license_plate, fuel_kind, distance_unit, volume_unit, economy_unit, currency, notes) "
    "SELECT $1, $2, $3, $4, $5, $6, $7, coalesce($8, 'petrol'), coalesce($9, s.distance_unit), coalesce($10, s.volume_unit), "
    "coalesce($11, s.economy_unit), coalesce($12, s.currency), $13 FROM settings s RETURNING id";
constexpr auto update_sql =
    "UPDATE vehicles v SET version = v.version + 1, updated_at = now(), nickname = $1, vin = $2, year = $3, make = $4, model = $5, trim = $6, "
    "license_plate = $7, fuel_kind = coalesce($8, 'petrol'), distance_unit = coalesce($9, s.distance_unit), "
    "volume_unit = coalesce($10, s.volume_unit), economy_unit = coalesce($11, s.economy_unit), currency = coalesce($12, s.currency), notes = $13 "
    "FROM settings s WHERE v.id = $14 AND v.version = $15 RETURNING v.id";

struct Key {
  VehicleId id;
};
BOOST_DESCRIBE_STRUCT(Key, (), (id))

struct Seen {
  VehicleId vehicle_id;
  Instant read_at;
  std::int64_t odometer_m{};
};
BOOST_DESCRIBE_STRUCT(Seen, (), (vehicle_id, read_at, odometer_m))

void set_odometers(std::vector<Vehicle>& vehicles, const std::vector<Seen>& seen) {
  std::map<VehicleId, std::vector<Fill>> readings;
  for (const auto& s : seen) readings[s.vehicle_id].push_back(Fill{.id = {}, .filled_at = s.read_at, .odometer_m = s.odometer_m, .cost_minor = {}});
  for (auto& vehicle : vehicles) vehicle.odometer_m = latest_odometer_m(readings[vehicle.id]);
}

}  // namespace

Error no_such_vehicle() { return {Errc::not_found, "There is no such vehicle."}; }

Task<std::vector<Vehicle>> VehicleRepository::all(const Context& context) {
  auto rows = co_await db_.query<Vehicle>(context, select + "ORDER BY lower(v.nickname), v.id");
  set_odometers(rows, co_await db_.query<Seen>(context, newest_readings));
  co_return rows;
}

Task<Result<Vehicle>> VehicleRepository::one(const Context& context, VehicleId id) {
  auto rows = co_await db_.query<Vehicle>(context, select + "WHERE v.id = $1", id);
  if (rows.empty()) co_return Failure(no_such_vehicle());
  set_odometers(rows, co_await db_.query<Seen>(context, newest_readings + "WHERE v.id = $1", id));
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
