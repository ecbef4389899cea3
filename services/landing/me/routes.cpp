#include "me/routes.hpp"

#include "mvp/core/unavailable.hpp"

namespace mvp::landing::me {
namespace {

Task<http::Response> show(Feature& feature, const http::Request& request) {
  auto response = co_await feature.show(request.context);
  if (response.status != 200) co_return response;
  auto person = json::parse(response.body);
  if (!person) throw Unavailable("the control plane's /me is not JSON");
  response.body = json::serialize(with_addresses(std::move(*person), feature.url_of));
  co_return response;
}

constexpr http::Route<Feature> routes[] = {{http::Verb::get, "/api/me", http::signed_in, show}};

}  // namespace

json::Value with_addresses(json::Value person, const std::function<std::string(std::string_view)>& url_of) {
  if (!person.is_object()) return person;
  auto* memberships = person.get_object().if_contains("memberships");
  if (!memberships || !memberships->is_array()) return person;
  for (auto& item : memberships->get_array()) {
    if (!item.is_object()) continue;
    const auto* tenant = item.get_object().if_contains("tenant");
    if (tenant && tenant->is_string()) {
      auto url = url_of(tenant->get_string());
      item.get_object()["url"] = std::move(url);
    }
  }
  return person;
}

void mount(Feature& feature, http::Router& router) { router.mount(feature, routes); }

}  // namespace mvp::landing::me
