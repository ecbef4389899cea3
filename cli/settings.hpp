#pragma once
#include <string>

namespace mvp::cli {

/// Where the platform is, and how to answer.
struct Settings {
  std::string var_dir;          ///< the platform's directory of state
  std::string operator_socket;  ///< of the control plane
  std::string node_socket;
  std::string tenants_url, catalog_url, landing_socket;  ///< asked for their health by `mvp status`
  std::string origin;           ///< "http://%s.motovaultpro.localhost:8080/": a tenant's address, %s its slug
  bool is_json = false;
};

/// From --var or MVP_VAR_DIR (else ./var), --socket or MVP_OPERATOR_SOCKET, and the MVP_ variables of the services.
Settings settings_from(const std::string& var_dir, const std::string& socket, bool is_json);

}  // namespace mvp::cli
