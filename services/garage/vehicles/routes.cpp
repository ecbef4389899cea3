#include "vehicles/routes.hpp"

#include "domain/access.hpp"
#include "domain/page.hpp"

namespace mvp::garage {
namespace {

http::Response answer(int status, const Result<Vehicle>& vehicle, const Context& context) {
  auto response = http::reply(status, vehicle, context);
  if (vehicle) response.headers.set("ETag", "\"" + std::to_string(vehicle->version) + "\"");
  return response;
}

Result<VehicleInput> input_of(const http::Request& request) {
  auto input = http::body_as<VehicleInput>(request);
  if (!input) return input;
  if (const auto checked = check(*input); !checked) return Failure(checked.error());
  return input;
}

Task<http::Response> list(Vehicles& vehicles, const http::Request& request) {
  const auto rows = co_await vehicles.repository.all(request.context);
  co_return http::reply(200, page_of(rows, request), request.context);
}

Task<http::Response> create(Vehicles& vehicles, const http::Request& request) {
  const auto input = input_of(request);
  if (!input) co_return http::problem(input.error(), request.context);
  const auto vehicle = co_await vehicles.repository.insert(request.context, *input);
  auto response = answer(201, vehicle, request.context);
  if (vehicle) response.headers.set("Location", "/api/vehicles/" + vehicle->id.value);
  co_return response;
}

Task<http::Response> show(Vehicles& vehicles, const http::Request& request) {
  const auto id = request.id<VehicleId>("vehicle");
  if (!id) co_return http::problem(no_such_vehicle(), request.context);
  co_return answer(200, co_await vehicles.repository.one(request.context, *id), request.context);
}

Task<http::Response> replace(Vehicles& vehicles, const http::Request& request) {
  const auto id = request.id<VehicleId>("vehicle");
  if (!id) co_return http::problem(no_such_vehicle(), request.context);
  const auto version = version_of(request.headers.find("If-Match"));
  if (!version) co_return http::problem(version.error(), request.context);
  const auto input = input_of(request);
  if (!input) co_return http::problem(input.error(), request.context);
  co_return answer(200, co_await vehicles.repository.update(request.context, *id, *version, *input), request.context);
}

Task<http::Response> erase(Vehicles& vehicles, const http::Request& request) {
  const auto id = request.id<VehicleId>("vehicle");
  if (!id) co_return http::problem(no_such_vehicle(), request.context);
  co_return http::reply(204, co_await vehicles.repository.erase(request.context, *id), request.context);
}

constexpr http::Route<Vehicles> routes[] = {
    {http::Verb::get, "/api/vehicles", viewer_or_read_key, list},
    {http::Verb::post, "/api/vehicles", member_or_write_key, create},
    {http::Verb::get, "/api/vehicles/{vehicle}", viewer_or_read_key, show},
    {http::Verb::put, "/api/vehicles/{vehicle}", member_or_write_key, replace},
    {http::Verb::delete_, "/api/vehicles/{vehicle}", member_or_write_key, erase},
};

}  // namespace

void mount(Vehicles& vehicles, http::Router& router) { router.mount(vehicles, routes); }

}  // namespace mvp::garage
