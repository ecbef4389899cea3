#pragma once
#include "mvp/core/context.hpp"
#include "mvp/pg/database.hpp"
#include "vehicles/vehicle.hpp"

namespace mvp::garage {

/// All SQL of the vehicles table. Throws when the database is unusable; Result for what the caller asked wrongly.
class VehicleRepository {
 public:
  explicit VehicleRepository(pg::Database& tenant_db) : db_(tenant_db) {}

  /// By nickname.
  Task<std::vector<Vehicle>> all(const Context& context);
  /// @return not_found.
  Task<Result<Vehicle>> one(const Context& context, VehicleId id);
  Task<Result<Vehicle>> insert(const Context& context, const VehicleInput& input);
  /// @return not_found, precondition_failed when it is at another version.
  Task<Result<Vehicle>> update(const Context& context, VehicleId id, std::int64_t version, const VehicleInput& input);
  /// With its readings and fuel logs. @return not_found.
  Task<Result<>> erase(const Context& context, VehicleId id);

 private:
  pg::Database& db_;
};

/// What an unknown vehicle is answered with.
Error no_such_vehicle();

}  // namespace mvp::garage
