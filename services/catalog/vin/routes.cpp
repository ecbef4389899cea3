#include "vin/routes.hpp"

#include <algorithm>

#include "index/answer.hpp"
#include "vin/decoder.hpp"

namespace mvp::catalog::vin {
namespace {

constexpr std::size_t longest_text = 32;  // 17 characters and the spaces and hyphens people put between them

Task<http::Response> show_vin(Feature& feature, const http::Request& request) {
  const auto index = feature.catalogue.current();
  if (!index) co_return http::problem(not_imported(), request.context);
  const auto& text = request.param("vin");
  const bool is_printable = std::ranges::all_of(text, [](char c) { return c >= ' ' && c <= '~'; });
  if (text.size() > longest_text || !is_printable)
    co_return http::problem({Errc::invalid, "A VIN has 17 characters, letters and digits.", "/vin"}, request.context);
  co_return cacheable(request, *index, json::encode(decode(*index, text, this_year())));
}

}  // namespace

void mount(Feature& feature, http::Router& router, const http::Access& caller) {
  const http::Route<Feature> routes[] = {{http::Verb::get, "/api/v1/vehicles/vin/{vin}", caller, show_vin}};
  router.mount(feature, routes);
}

}  // namespace mvp::catalog::vin
