#include "imports/repository.hpp"

#include "domain/audit_trail.hpp"

namespace mvp::garage {
namespace {

struct Key {
  std::string import_key;
};
BOOST_DESCRIBE_STRUCT(Key, (), (import_key))

struct Time {
  Instant at;
};
BOOST_DESCRIBE_STRUCT(Time, (), (at))

struct FillRow {
  std::string id;
  Instant filled_at;
  std::optional<std::int64_t> odometer_m;
  std::int64_t volume_ml{};
  bool is_full{}, is_missed{};
  std::optional<std::int64_t> cost_minor;
};
BOOST_DESCRIBE_STRUCT(FillRow, (), (id, filled_at, odometer_m, volume_ml, is_full, is_missed, cost_minor))

/// One parameter for any number of rows.
json::Array rows_as_json(const std::vector<std::pair<std::string, ImportedFill>>& keyed) {
  json::Array out;
  for (const auto& [key, fill] : keyed) {
    auto row = json::to_value(fill).get_object();
    row["import_key"] = key;
    out.push_back(std::move(row));
  }
  return out;
}

}  // namespace

Task<Result<ImportTarget>> ImportRepository::target(const Context& context, VehicleId vehicle) {
  auto rows = co_await db_.query<ImportTarget>(
      context, "SELECT v.id, v.nickname, v.distance_unit, v.volume_unit, v.currency, s.time_zone FROM vehicles v, settings s WHERE v.id = $1", vehicle);
  if (rows.empty()) co_return fail(Errc::not_found, "There is no such vehicle.");
  co_return std::move(rows.front());
}

Task<Result<std::vector<Instant>>> ImportRepository::in_zone(const Context& context, const std::string& zone, const std::vector<Instant>& local_times) {
  std::vector<Instant> out;
  try {
    for (const auto& row : co_await db_.query<Time>(
             context,
             "SELECT t.local::timestamp AT TIME ZONE $2 AS at FROM jsonb_array_elements_text($1::jsonb) WITH ORDINALITY AS t(local, place) ORDER BY t.place",
             json::encode(local_times), zone))
      out.push_back(row.at);
  } catch (const pg::ServerError& e) {
    if (e.sqlstate != "22023") throw;
    co_return fail(Errc::invalid, "must be a time zone such as Europe/Berlin", "/time_zone");
  }
  co_return out;
}

Task<std::vector<std::string>> ImportRepository::known_keys(const Context& context, VehicleId vehicle) {
  std::vector<std::string> out;
  for (auto& row : co_await db_.query<Key>(context, "SELECT import_key FROM fuel_logs WHERE vehicle_id = $1 AND import_key IS NOT NULL", vehicle))
    out.push_back(std::move(row.import_key));
  co_return out;
}

Task<std::vector<Fill>> ImportRepository::stored_fills(const Context& context, VehicleId vehicle) {
  std::vector<Fill> out;
  for (auto& r : co_await db_.query<FillRow>(context, "SELECT " + pg::columns<FillRow>() + " FROM fuel_logs WHERE vehicle_id = $1", vehicle))
    out.push_back({std::move(r.id), r.filled_at, r.odometer_m, r.volume_ml, r.is_full, r.is_missed, r.cost_minor});
  co_return out;
}

Task<Result<std::int64_t>> ImportRepository::store(const Context& context, const ImportTarget& target, const std::string& source,
                                                   const std::vector<std::pair<std::string, ImportedFill>>& keyed) {
  const auto rows = json::serialize(rows_as_json(keyed));
  auto body = [&](pg::Transaction& tx) -> Task<Result<std::int64_t>> {
    const auto stored = co_await tx.exec(
        "INSERT INTO fuel_logs (vehicle_id, filled_at, odometer_m, volume_ml, is_full, is_missed, cost_minor, currency, station, note, source, import_key) "
        "SELECT $1::uuid, r.filled_at, r.odometer_m, r.volume_ml, r.is_full, r.is_missed, r.cost_minor, $2, r.station, r.note, $3, r.import_key "
        "FROM jsonb_to_recordset($4::jsonb) AS r(filled_at timestamptz, odometer_m bigint, volume_ml bigint, is_full boolean, is_missed boolean, "
        "cost_minor bigint, station text, note text, import_key text) ON CONFLICT ON CONSTRAINT fuel_logs_import_key DO NOTHING",
        target.id, target.currency, source, rows);
    if (stored > 0)
      co_await record(tx, context, {.action = "fuel_logs.import", .target = target.id.value,
                                    .after = json::Object{{"vehicle", target.nickname}, {"format", source}, {"rows", stored}}});
    co_return stored;
  };
  co_return co_await db_.transaction(context, body);
}

}  // namespace mvp::garage
