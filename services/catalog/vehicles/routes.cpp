#include "vehicles/routes.hpp"

#include "index/answer.hpp"
#include "vehicles/choices.hpp"
#include "vehicles/engines.hpp"
#include "vehicles/lists.hpp"

namespace mvp::catalog::vehicles {
namespace {

constexpr std::size_t longest_trim = 200, longest_search = 100;

/// Answers from the directory in use; 503 while there is none.
template <class Answer>
Task<http::Response> answer(Feature& feature, const http::Request& request, Answer make) {
  const auto directory = feature.directories.current();
  if (!directory) co_return http::problem(not_imported(), request.context);
  auto body = make(*directory);
  if (!body) co_return http::problem(body.error(), request.context);
  co_return cacheable(request, directory->index(), std::move(*body));
}

template <class Answer>
Body body_of(const Answer& answer) {
  return std::make_shared<const std::string>(json::encode(answer));
}

Result<std::optional<int>> year_of(const http::Request& request) {
  if (!request.arg("year")) return std::nullopt;
  const auto year = request.number("year", 1900, 2100, 0);
  if (!year) return Failure(year.error());
  return static_cast<int>(*year);
}

/// A number that must be there.
Result<std::int64_t> required(const http::Request& request, std::string_view name, std::int64_t least, std::int64_t most, const char* what) {
  if (!request.arg(name)) return fail(Errc::invalid, what, "/" + std::string(name));
  return request.number(name, least, most, 0);
}

/// Which model, of which year.
struct ModelQuery {
  int year = 0;
  std::int64_t make_id = 0, model_id = 0;
  std::string trim;
};

Result<ModelQuery> model_query_of(const http::Request& request) {
  const auto year = required(request, "year", 1900, 2100, "Say of which model year.");
  if (!year) return Failure(year.error());
  const auto make = required(request, "make_id", 1, INT32_MAX, "Say of which make, by its id.");
  if (!make) return Failure(make.error());
  const auto model = required(request, "model_id", 1, INT32_MAX, "Say of which model, by its id.");
  if (!model) return Failure(model.error());
  const auto trim = request.arg("trim").value_or("");
  if (trim.size() > longest_trim) return fail(Errc::invalid, "No trim has so long a name.", "/trim");
  return ModelQuery{.year = static_cast<int>(*year), .make_id = *make, .model_id = *model, .trim = std::string(trim)};
}

/// Where the catalogue speaks of the model; nowhere for one of another make.
std::vector<Place> places_of(const Directory& directory, const ModelQuery& query) {
  const auto& index = directory.index();
  const auto* model = index.find_model(query.model_id);
  if (!model || !model->make || index.makes()[*model->make].id != query.make_id || query.year > directory.last_year()) return {};
  return vehicles::places_of(index, *model, query.year, query.trim);
}

Task<http::Response> list_years(Feature& feature, const http::Request& request) {
  return answer(feature, request, [](const Directory& directory) -> Result<Body> { return directory.years(); });
}

Task<http::Response> list_types(Feature& feature, const http::Request& request) {
  return answer(feature, request, [](const Directory& directory) -> Result<Body> { return directory.types(); });
}

Task<http::Response> list_makes(Feature& feature, const http::Request& request) {
  return answer(feature, request, [&request](const Directory& directory) -> Result<Body> {
    const auto year = year_of(request);
    if (!year) return Failure(year.error());
    return directory.makes(*year);
  });
}

Task<http::Response> list_models(Feature& feature, const http::Request& request) {
  return answer(feature, request, [&request](const Directory& directory) -> Result<Body> {
    const auto year = year_of(request);
    if (!year) return Failure(year.error());
    const auto make_id = required(request, "make_id", 1, INT32_MAX, "Say of which make, by its id.");
    if (!make_id) return Failure(make_id.error());
    return body_of(*year > directory.last_year() ? NamedList{} : models(directory.index(), *make_id, *year));
  });
}

/// A list that depends on the model and the year.
template <auto list>
Task<http::Response> list_of_model(Feature& feature, const http::Request& request) {
  return answer(feature, request, [&request](const Directory& directory) -> Result<Body> {
    const auto query = model_query_of(request);
    if (!query) return Failure(query.error());
    return body_of(list(directory.index(), places_of(directory, *query)));
  });
}

Task<http::Response> search(Feature& feature, const http::Request& request) {
  return answer(feature, request, [&request](const Directory& directory) -> Result<Body> {
    const auto typed = request.arg("q").value_or("");
    if (typed.empty()) return fail(Errc::invalid, "Say what to look for.", "/q");
    if (typed.size() > longest_search) return fail(Errc::invalid, "At most 100 characters.", "/q");
    const auto limit = request.number("limit", 1, 50, 10);
    if (!limit) return Failure(limit.error());
    return body_of(directory.search().find(typed, static_cast<std::size_t>(*limit), directory.last_year()));
  });
}

}  // namespace

void mount(Feature& feature, http::Router& router, const http::Access& caller) {
  const http::Route<Feature> routes[] = {
      {http::Verb::get, "/api/v1/vehicles/years", caller, list_years},
      {http::Verb::get, "/api/v1/vehicles/makes", caller, list_makes},
      {http::Verb::get, "/api/v1/vehicles/models", caller, list_models},
      {http::Verb::get, "/api/v1/vehicles/trims", caller, list_of_model<trims>},
      {http::Verb::get, "/api/v1/vehicles/engines", caller, list_of_model<engines>},
      {http::Verb::get, "/api/v1/vehicles/transmissions", caller, list_of_model<transmissions>},
      {http::Verb::get, "/api/v1/vehicles/types", caller, list_types},
      {http::Verb::get, "/api/v1/vehicles/search", caller, search},
  };
  router.mount(feature, routes);
}

}  // namespace mvp::catalog::vehicles
