#pragma once
#include "fuel_logs/fuel_log.hpp"
#include "mvp/core/context.hpp"
#include "mvp/pg/database.hpp"

namespace mvp::garage {

/// All SQL of the fuel_logs table but the imports'.
class FuelLogRepository {
 public:
  explicit FuelLogRepository(pg::Database& tenant_db) : db_(tenant_db) {}

  /// Currency of the vehicle, or not_found: every call starts with it.
  Task<Result<std::string>> vehicle_currency(const Context& context, VehicleId vehicle);
  /// Newest first.
  Task<std::vector<FuelLogRow>> all(const Context& context, VehicleId vehicle);
  /// @return not_found for an unknown vehicle.
  Task<Result<FuelLogId>> insert(const Context& context, VehicleId vehicle, const FuelLogInput& input);
  /// @return not_found, precondition_failed.
  Task<Result<>> update(const Context& context, VehicleId vehicle, FuelLogId id, std::int64_t version, const FuelLogInput& input);
  /// @return not_found.
  Task<Result<>> erase(const Context& context, VehicleId vehicle, FuelLogId id);

 private:
  pg::Database& db_;
};

}  // namespace mvp::garage
