#include "vehicles/routes.hpp"

#include "index/answer.hpp"
#include "vehicles/lists.hpp"

namespace mvp::catalog::vehicles {
namespace {

/// Lists end with next year's models, which are on sale already.
int last_year() { return this_year() + 1; }

Result<std::optional<int>> year_of(const http::Request& request) {
  if (!request.arg("year")) return std::nullopt;
  const auto year = request.number("year", 1900, 2100, 0);
  if (!year) return Failure(year.error());
  return static_cast<int>(*year);
}

Task<http::Response> list_years(Feature& feature, const http::Request& request) {
  const auto index = feature.catalogue.current();
  if (!index) co_return http::problem(not_imported(), request.context);
  co_return cacheable(request, *index, json::encode(years(*index, last_year())));
}

Task<http::Response> list_makes(Feature& feature, const http::Request& request) {
  const auto index = feature.catalogue.current();
  if (!index) co_return http::problem(not_imported(), request.context);
  const auto year = year_of(request);
  if (!year) co_return http::problem(year.error(), request.context);
  co_return cacheable(request, *index, json::encode(*year > last_year() ? NamedList{} : makes(*index, *year)));
}

Task<http::Response> list_models(Feature& feature, const http::Request& request) {
  const auto index = feature.catalogue.current();
  if (!index) co_return http::problem(not_imported(), request.context);
  const auto year = year_of(request);
  if (!year) co_return http::problem(year.error(), request.context);
  if (!request.arg("make_id")) co_return http::problem({Errc::invalid, "Say of which make, by its id.", "/make_id"}, request.context);
  const auto make_id = request.number("make_id", 1, INT32_MAX, 0);
  if (!make_id) co_return http::problem(make_id.error(), request.context);
  co_return cacheable(request, *index, json::encode(*year > last_year() ? NamedList{} : models(*index, *make_id, *year)));
}

}  // namespace

void mount(Feature& feature, http::Router& router, const http::Access& caller) {
  const http::Route<Feature> routes[] = {
      {http::Verb::get, "/api/v1/vehicles/years", caller, list_years},
      {http::Verb::get, "/api/v1/vehicles/makes", caller, list_makes},
      {http::Verb::get, "/api/v1/vehicles/models", caller, list_models},
  };
  router.mount(feature, routes);
}

}  // namespace mvp::catalog::vehicles
