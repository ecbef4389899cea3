#include "catalog/routes.hpp"

#include "domain/access.hpp"

namespace mvp::garage {
namespace {

Task<http::Response> pass_on(Catalog& catalog, const http::Request& request) {
  constexpr std::string_view ours = "/api/catalog";
  return catalog.service(request.context, {.path = "/api/v1/vehicles" + request.target.substr(ours.size())});
}

constexpr http::Route<Catalog> routes[] = {
    {http::Verb::get, "/api/catalog/years", viewer_or_read_key, pass_on},
    {http::Verb::get, "/api/catalog/makes", viewer_or_read_key, pass_on},
    {http::Verb::get, "/api/catalog/models", viewer_or_read_key, pass_on},
    {http::Verb::get, "/api/catalog/trims", viewer_or_read_key, pass_on},
    {http::Verb::get, "/api/catalog/engines", viewer_or_read_key, pass_on},
    {http::Verb::get, "/api/catalog/transmissions", viewer_or_read_key, pass_on},
    {http::Verb::get, "/api/catalog/search", viewer_or_read_key, pass_on},
    {http::Verb::get, "/api/catalog/vin/{vin}", viewer_or_read_key, pass_on},
};

}  // namespace

void mount(Catalog& catalog, http::Router& router) { router.mount(catalog, routes); }

}  // namespace mvp::garage
