#pragma once
#include <boost/describe/class.hpp>
#include <optional>
#include <string>

#include "domain/units.hpp"
#include "mvp/core/instant.hpp"

namespace mvp::garage {

/// Body of POST and PUT: what people may say about a vehicle. What is absent takes the garage's settings.
struct VehicleInput {
  std::string nickname;
  std::optional<std::string> vin;  ///< 17 characters; a wrong check digit is no error: only North America has one
  std::optional<std::int32_t> year;
  std::optional<std::string> make, model, trim, license_plate;
  std::optional<FuelKind> fuel_kind;
  std::optional<DistanceUnit> distance_unit;
  std::optional<VolumeUnit> volume_unit;
  std::optional<EconomyUnit> economy_unit;
  std::optional<std::string> currency;
  std::optional<std::string> notes;
};
BOOST_DESCRIBE_STRUCT(VehicleInput, (), (nickname, vin, year, make, model, trim, license_plate, fuel_kind, distance_unit,
                                         volume_unit, economy_unit, currency, notes))

/// A vehicle as returned. Table: db/tenant/0001_garage.sql.
struct Vehicle {
  VehicleId id;
  std::int64_t version{};
  std::string nickname;
  std::optional<std::string> vin;
  std::optional<std::int32_t> year;
  std::optional<std::string> make, model, trim, license_plate;
  FuelKind fuel_kind{};
  DistanceUnit distance_unit{};
  VolumeUnit volume_unit{};
  EconomyUnit economy_unit{};
  std::string currency;
  std::optional<std::string> notes;
  std::optional<std::int64_t> odometer_m;  ///< newest reading that is no outlier, metres
  Instant created_at, updated_at;
};
BOOST_DESCRIBE_STRUCT(Vehicle, (), (id, version, nickname, vin, year, make, model, trim, license_plate, fuel_kind, distance_unit,
                                    volume_unit, economy_unit, currency, notes, odometer_m, created_at, updated_at))

/// The rules that need no database: lengths, VIN form, year, currency. @return invalid with the field.
Result<> check(const VehicleInput& input);

}  // namespace mvp::garage
