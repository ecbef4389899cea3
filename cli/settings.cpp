#include "cli/settings.hpp"

#include <cstdlib>

namespace mvp::cli {
namespace {

std::string environment(const char* name, const std::string& fallback) {
  const char* value = std::getenv(name);
  return value && *value ? value : fallback;
}

std::string address_pattern() {
  const auto scheme = environment("MVP_SCHEME", "http");
  const auto port = environment("MVP_EDGE_PORT", environment("MVP_PUBLIC_PORT", "8080"));
  const bool is_default = port == "0" || (scheme == "http" && port == "80") || (scheme == "https" && port == "443");
  return scheme + "://%s." + environment("MVP_DOMAIN", "motovaultpro.localhost") + (is_default ? "/" : ":" + port + "/");
}

}  // namespace

Settings settings_from(const std::string& var_dir, const std::string& socket, bool is_json) {
  const auto var = var_dir.empty() ? environment("MVP_VAR_DIR", "var") : var_dir;
  return Settings{.var_dir = var,
                  .operator_socket = socket.empty() ? environment("MVP_OPERATOR_SOCKET", var + "/run/tenants.sock") : socket,
                  .node_socket = environment("MVP_NODE_SOCKET", var + "/run/node.sock"),
                  .tenants_url = environment("MVP_TENANTS_URL", "http://127.0.0.1:" + environment("MVP_TENANTS_PORT", "8001")),
                  .catalog_url = environment("MVP_CATALOG_URL", "http://127.0.0.1:" + environment("MVP_CATALOG_PORT", "8002")),
                  .landing_socket = var + "/run/landing.sock",
                  .origin = address_pattern(),
                  .is_json = is_json};
}

}  // namespace mvp::cli
