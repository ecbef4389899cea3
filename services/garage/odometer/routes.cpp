#include "odometer/routes.hpp"

#include "domain/access.hpp"
#include "domain/page.hpp"
#include "domain/text.hpp"

namespace mvp::garage {
namespace {

constexpr std::int64_t odometer_most_m = 10'000'000'000;

struct Vehicle {
  VehicleId id;
};
BOOST_DESCRIBE_STRUCT(Vehicle, (), (id))

Error no_such_vehicle() { return {Errc::not_found, "There is no such vehicle."}; }

Task<bool> is_there(Odometer& odometer, const Context& context, VehicleId id) {
  co_return !(co_await odometer.db.query<Vehicle>(context, "SELECT id FROM vehicles WHERE id = $1", id)).empty();
}

Result<ReadingInput> input_of(const http::Request& request) {
  auto input = http::body_as<ReadingInput>(request);
  if (!input) return input;
  if (input->odometer_m < 0 || input->odometer_m > odometer_most_m)
    return fail(Errc::invalid, "must be from 0 to 10,000,000 km in metres", "/odometer_m");
  if (input->note && characters_in(*input->note) > 2'000) return fail(Errc::invalid, "must be 2000 characters at most", "/note");
  if (input->read_at < earliest) return fail(Errc::invalid, "lies before 1900", "/read_at");
  if (input->read_at > Instant{Instant::now().us + 86'400'000'000}) return fail(Errc::invalid, "lies in the future", "/read_at");
  return input;
}

Task<http::Response> list(Odometer& odometer, const http::Request& request) {
  const auto vehicle = request.id<VehicleId>("vehicle");
  if (!vehicle || !co_await is_there(odometer, request.context, *vehicle)) co_return http::problem(no_such_vehicle(), request.context);
  const auto rows = co_await odometer.db.query<Reading>(
      request.context,
      "SELECT id, read_at, odometer_m, note, 'manual' AS source FROM odometer_readings WHERE vehicle_id = $1 "
      "UNION ALL SELECT id, filled_at, odometer_m, NULL, CASE WHEN source IS NULL THEN 'fuel_log' ELSE 'import' END FROM fuel_logs "
      "WHERE vehicle_id = $1 AND odometer_m IS NOT NULL ORDER BY read_at DESC, id",
      *vehicle);
  co_return http::reply(200, page_of(rows, request), request.context);
}

Task<Result<Reading>> record(Odometer& odometer, const Context& context, VehicleId vehicle, const ReadingInput& input) {
  try {
    auto rows = co_await odometer.db.query<Reading>(
        context,
        "INSERT INTO odometer_readings (vehicle_id, read_at, odometer_m, note) VALUES ($1, $2, $3, $4) "
        "RETURNING id, read_at, odometer_m, note, 'manual' AS source",
        vehicle, input.read_at, input.odometer_m, input.note);
    co_return std::move(rows.at(0));
  } catch (const pg::ServerError& e) {
    if (!e.violates("odometer_readings_vehicle")) throw;
  }
  co_return Failure(no_such_vehicle());
}

Task<http::Response> create(Odometer& odometer, const http::Request& request) {
  const auto vehicle = request.id<VehicleId>("vehicle");
  if (!vehicle) co_return http::problem(no_such_vehicle(), request.context);
  const auto input = input_of(request);
  if (!input) co_return http::problem(input.error(), request.context);
  co_return http::reply(201, co_await record(odometer, request.context, *vehicle, *input), request.context);
}

Task<http::Response> erase(Odometer& odometer, const http::Request& request) {
  const auto vehicle = request.id<VehicleId>("vehicle");
  const auto reading = request.id<ReadingId>("reading");
  const auto erased = vehicle && reading ? co_await odometer.db.exec(request.context, "DELETE FROM odometer_readings WHERE vehicle_id = $1 AND id = $2", *vehicle, *reading) : 0;
  if (erased == 0) co_return http::problem({Errc::not_found, "There is no such reading."}, request.context);
  co_return http::Response{.status = 204, .content_type = {}};
}

constexpr http::Route<Odometer> routes[] = {
    {http::Verb::get, "/api/vehicles/{vehicle}/odometer", viewer_or_read_key, list},
    {http::Verb::post, "/api/vehicles/{vehicle}/odometer", member_or_write_key, create},
    {http::Verb::delete_, "/api/vehicles/{vehicle}/odometer/{reading}", member_or_write_key, erase},
};

}  // namespace

void mount(Odometer& odometer, http::Router& router) { router.mount(odometer, routes); }

}  // namespace mvp::garage
