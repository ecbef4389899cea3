#include "vin/routes.hpp"

#include <algorithm>

#include "index/answer.hpp"
#include "mvp/http/problem.hpp"
#include "vin/decoder.hpp"

namespace mvp::catalog::vin {
namespace {

constexpr std::size_t longest_text = 32;  // 17 characters and the spaces and hyphens people put between them
constexpr std::size_t most_vins = 1000;

struct VinBatch {
  std::vector<std::string> vins;
};
BOOST_DESCRIBE_STRUCT(VinBatch, (), (vins))

struct DecodedVins {
  std::vector<DecodedVin> items;
};
BOOST_DESCRIBE_STRUCT(DecodedVins, (), (items))

std::optional<Error> check_text(std::string_view text, std::string field) {
  const bool is_printable = std::ranges::all_of(text, [](char c) { return c >= ' ' && c <= '~'; });
  if (text.size() <= longest_text && is_printable) return std::nullopt;
  return Error{Errc::invalid, "A VIN has 17 characters, letters and digits.", std::move(field)};
}

Result<DecodeOptions> options_of(const http::Request& request) {
  DecodeOptions options;
  if (request.arg("year")) {
    const auto year = request.number("year", 1980, 2100, 0);
    if (!year) return Failure(year.error());
    options.year = static_cast<int>(*year);
  }
  if (const auto elements = request.arg("elements")) {
    if (*elements != "true" && *elements != "false") return fail(Errc::invalid, "Say true or false.", "/elements");
    options.with_elements = *elements == "true";
  }
  return options;
}

Task<http::Response> show_vin(Feature& feature, const http::Request& request) {
  const auto index = feature.catalogue.current();
  if (!index) co_return http::problem(not_imported(), request.context);
  const auto& text = request.param("vin");
  if (const auto error = check_text(text, "/vin")) co_return http::problem(*error, request.context);
  const auto options = options_of(request);
  if (!options) co_return http::problem(options.error(), request.context);
  co_return cacheable(request, *index, json::encode(decode(*index, text, this_year(), *options)));
}

Task<http::Response> decode_batch(Feature& feature, const http::Request& request) {
  const auto index = feature.catalogue.current();
  if (!index) co_return http::problem(not_imported(), request.context);
  const auto batch = http::body_as<VinBatch>(request);
  if (!batch) co_return http::problem(batch.error(), request.context);
  if (batch->vins.empty() || batch->vins.size() > most_vins)
    co_return http::problem({Errc::invalid, "Send from 1 to 1,000 numbers.", "/vins"}, request.context);
  DecodedVins decoded;
  for (std::size_t i = 0; i < batch->vins.size(); ++i) {
    if (const auto error = check_text(batch->vins[i], "/vins/" + std::to_string(i))) co_return http::problem(*error, request.context);
    decoded.items.push_back(decode(*index, batch->vins[i], this_year()));
  }
  co_return http::Response{.status = 200, .body = json::encode(decoded)};
}

}  // namespace

void mount(Feature& feature, http::Router& router, const http::Access& caller) {
  const http::Route<Feature> routes[] = {{http::Verb::get, "/api/v1/vehicles/vin/{vin}", caller, show_vin},
                                         {http::Verb::post, "/api/v1/vehicles/vin/batch", caller, decode_batch}};
  router.mount(feature, routes);
}

}  // namespace mvp::catalog::vin
