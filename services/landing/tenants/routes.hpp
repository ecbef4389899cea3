#pragma once
#include <functional>
#include <optional>
#include <string>

#include "mvp/http/router.hpp"

namespace mvp::landing::tenants {

/// What anybody may know of a garage.
struct PublicTenant {
  std::string id;  ///< slug
  std::string name;
  bool accepts_signups = false;
  std::string url{};  ///< where the garage lives
};
BOOST_DESCRIBE_STRUCT(PublicTenant, (), (id, name, accepts_signups, url))

/// GET /api/tenants/{id}: may one ask to join it?
struct Feature {
  /// @return not_found for every tenant the public may not know. @throws Unavailable.
  std::function<Task<Result<PublicTenant>>(const Context&, std::string id)> find;
  /// The refusal of a visitor who looks up too much.
  std::function<Task<std::optional<http::Response>>(const Context&)> refuse_hurry;
};

void mount(Feature& feature, http::Router& router);

}  // namespace mvp::landing::tenants
