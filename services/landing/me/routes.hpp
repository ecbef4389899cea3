#pragma once
#include <functional>
#include <string>

#include "mvp/http/router.hpp"

namespace mvp::landing::me {

/// GET /api/me: the person, their garages with their addresses, their requests to join.
struct Feature {
  /// The control plane's /me in the user's own name. @throws Unavailable.
  std::function<Task<http::Response>(const Context&)> show;
  /// Where a tenant's garage lives.
  std::function<std::string(std::string_view slug)> url_of;
};

/// Adds `url` to every membership.
json::Value with_addresses(json::Value person, const std::function<std::string(std::string_view)>& url_of);

void mount(Feature& feature, http::Router& router);

}  // namespace mvp::landing::me
