#pragma once
#include <compare>
#include <string>
#include <vector>

namespace mvp::testing {

/// One operation of an OpenAPI file.
struct OpenapiRoute {
  std::string method;    ///< upper case
  std::string path;      ///< "/api/tenants/{id}"
  std::string x_access;  ///< who may call: the name of the Access rule

  friend auto operator<=>(const OpenapiRoute&, const OpenapiRoute&) = default;
};

/// The operations of `file` (relative to the source tree: "api/landing.yaml"), sorted. Reads the layout all our files
/// have, two spaces a level: paths, methods, x-access each on a line of its own.
/// @throws std::runtime_error if the file cannot be read, has no paths, or an operation lacks x-access.
std::vector<OpenapiRoute> openapi_routes(const std::string& file);

}  // namespace mvp::testing
