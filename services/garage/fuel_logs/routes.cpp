#include "fuel_logs/routes.hpp"

#include "domain/access.hpp"
#include "domain/page.hpp"

namespace mvp::garage {
namespace {

/// All fill-ups of a vehicle with their figures, newest first.
Task<std::vector<FuelLog>> with_economy(FuelLogs& logs, const Context& context, VehicleId vehicle) {
  auto rows = co_await logs.repository.all(context, vehicle);
  auto computed = compute_economy(fills_of(rows));
  std::vector<FuelLog> out;
  out.reserve(rows.size());
  for (std::size_t i = 0; i < rows.size(); ++i) out.push_back({std::move(rows[i]), computed.fills[i]});
  co_return out;
}

Task<http::Response> answer_with(FuelLogs& logs, int status, const Context& context, VehicleId vehicle, FuelLogId id) {
  for (auto& log : co_await with_economy(logs, context, vehicle)) {
    if (log.id != id) continue;
    auto response = http::Response{.status = status, .body = json::encode(log)};
    response.headers.set("ETag", "\"" + std::to_string(log.version) + "\"");
    co_return response;
  }
  co_return http::problem({Errc::not_found, "There is no such fill-up."}, context);
}

Result<FuelLogInput> input_of(const http::Request& request) {
  auto input = http::body_as<FuelLogInput>(request);
  if (!input) return input;
  if (const auto checked = check(*input); !checked) return Failure(checked.error());
  return input;
}

Task<http::Response> list(FuelLogs& logs, const http::Request& request) {
  const auto vehicle = request.id<VehicleId>("vehicle");
  if (!vehicle) co_return http::problem({Errc::not_found, "There is no such vehicle."}, request.context);
  const auto known = co_await logs.repository.vehicle_currency(request.context, *vehicle);
  if (!known) co_return http::problem(known.error(), request.context);
  const auto rows = co_await with_economy(logs, request.context, *vehicle);
  co_return http::reply(200, page_of(rows, request), request.context);
}

Task<http::Response> create(FuelLogs& logs, const http::Request& request) {
  const auto vehicle = request.id<VehicleId>("vehicle");
  if (!vehicle) co_return http::problem({Errc::not_found, "There is no such vehicle."}, request.context);
  const auto input = input_of(request);
  if (!input) co_return http::problem(input.error(), request.context);
  const auto id = co_await logs.repository.insert(request.context, *vehicle, *input);
  if (!id) co_return http::problem(id.error(), request.context);
  co_return co_await answer_with(logs, 201, request.context, *vehicle, *id);
}

Task<http::Response> replace(FuelLogs& logs, const http::Request& request) {
  const auto vehicle = request.id<VehicleId>("vehicle");
  const auto id = request.id<FuelLogId>("fuel_log");
  if (!vehicle || !id) co_return http::problem({Errc::not_found, "There is no such fill-up."}, request.context);
  const auto version = version_of(request.headers.find("If-Match"));
  if (!version) co_return http::problem(version.error(), request.context);
  const auto input = input_of(request);
  if (!input) co_return http::problem(input.error(), request.context);
  const auto updated = co_await logs.repository.update(request.context, *vehicle, *id, *version, *input);
  if (!updated) co_return http::problem(updated.error(), request.context);
  co_return co_await answer_with(logs, 200, request.context, *vehicle, *id);
}

Task<http::Response> erase(FuelLogs& logs, const http::Request& request) {
  const auto vehicle = request.id<VehicleId>("vehicle");
  const auto id = request.id<FuelLogId>("fuel_log");
  if (!vehicle || !id) co_return http::problem({Errc::not_found, "There is no such fill-up."}, request.context);
  co_return http::reply(204, co_await logs.repository.erase(request.context, *vehicle, *id), request.context);
}

Task<http::Response> economy(FuelLogs& logs, const http::Request& request) {
  const auto vehicle = request.id<VehicleId>("vehicle");
  if (!vehicle) co_return http::problem({Errc::not_found, "There is no such vehicle."}, request.context);
  const auto currency = co_await logs.repository.vehicle_currency(request.context, *vehicle);
  if (!currency) co_return http::problem(currency.error(), request.context);
  auto computed = compute_economy(fills_of(co_await logs.repository.all(request.context, *vehicle)));
  computed.economy.currency = *currency;
  co_return http::reply(200, Result<Economy>(std::move(computed.economy)), request.context);
}

constexpr http::Route<FuelLogs> routes[] = {
    {http::Verb::get, "/api/vehicles/{vehicle}/fuel-logs", viewer_or_read_key, list},
    {http::Verb::post, "/api/vehicles/{vehicle}/fuel-logs", member_or_write_key, create},
    {http::Verb::put, "/api/vehicles/{vehicle}/fuel-logs/{fuel_log}", member_or_write_key, replace},
    {http::Verb::delete_, "/api/vehicles/{vehicle}/fuel-logs/{fuel_log}", member_or_write_key, erase},
    {http::Verb::get, "/api/vehicles/{vehicle}/economy", viewer_or_read_key, economy},
};

}  // namespace

void mount(FuelLogs& fuel_logs, http::Router& router) { router.mount(fuel_logs, routes); }

}  // namespace mvp::garage
