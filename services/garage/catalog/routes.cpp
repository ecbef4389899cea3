#include "catalog/routes.hpp"

#include "domain/access.hpp"

namespace mvp::garage {
namespace {

Task<http::Response> pass_on(Catalog& catalog, const http::Request& request) {
  constexpr std::string_view ours = "/api/catalog";
  return catalog.service(request.context, {.path = "/api/v1/vehicles" + request.target.substr(ours.size())});
}

constexpr http::Route<Catalog> routes[] = {
    {http::Verb::get, "/api/catalog/years", viewer, pass_on},
    {http::Verb::get, "/api/catalog/makes", viewer, pass_on},
    {http::Verb::get, "/api/catalog/models", viewer, pass_on},
    {http::Verb::get, "/api/catalog/trims", viewer, pass_on},
    {http::Verb::get, "/api/catalog/engines", viewer, pass_on},
    {http::Verb::get, "/api/catalog/transmissions", viewer, pass_on},
    {http::Verb::get, "/api/catalog/search", viewer, pass_on},
    {http::Verb::get, "/api/catalog/vin/{vin}", viewer, pass_on},
};

}  // namespace

void mount(Catalog& catalog, http::Router& router) { router.mount(catalog, routes); }

}  // namespace mvp::garage
