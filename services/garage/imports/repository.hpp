#pragma once
#include "domain/economy.hpp"
#include "imports/formats.hpp"
#include "mvp/core/context.hpp"
#include "mvp/pg/database.hpp"

namespace mvp::garage {

/// What an import needs to know of its vehicle.
struct ImportTarget {
  VehicleId id;
  std::string nickname;
  DistanceUnit distance_unit{};
  VolumeUnit volume_unit{};
  std::string currency;
  std::string time_zone;  ///< of the garage
};
BOOST_DESCRIBE_STRUCT(ImportTarget, (), (id, nickname, distance_unit, volume_unit, currency, time_zone))

/// SQL of imports: which rows are there already, and all new ones at once.
class ImportRepository {
 public:
  explicit ImportRepository(pg::Database& tenant_db) : db_(tenant_db) {}

  Task<Result<ImportTarget>> target(const Context& context, VehicleId vehicle);
  /// What the clocks of `zone` showed, as instants; PostgreSQL knows the zones. @return invalid for an unknown zone.
  Task<Result<std::vector<Instant>>> in_zone(const Context& context, const std::string& zone, const std::vector<Instant>& local_times);
  /// Keys of the rows already imported into the vehicle.
  Task<std::vector<std::string>> known_keys(const Context& context, VehicleId vehicle);
  /// What the economy engine needs of the fill-ups already stored.
  Task<std::vector<Fill>> stored_fills(const Context& context, VehicleId vehicle);
  /// All or nothing, and audited; a row that is there already is passed over. @return rows stored.
  Task<Result<std::int64_t>> store(const Context& context, const ImportTarget& target, const std::string& source,
                                   const std::vector<std::pair<std::string, ImportedFill>>& keyed);

 private:
  pg::Database& db_;
};

}  // namespace mvp::garage
