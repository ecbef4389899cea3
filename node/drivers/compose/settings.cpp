#include "drivers/compose/settings.hpp"

#include <cstdlib>
#include <string_view>

namespace mvp::node::compose {
namespace {

/// Settings that are variables of the template under the same name.
constexpr std::string_view handed_on[] = {"log_level", "scheme", "domain", "public_port", "oidc_issuer", "oidc_internal_url",
                                          "oidc_audience", "oidc_client_id"};

}  // namespace

std::vector<config::Setting> settings_table() {
  return {
      {.key = "var_dir", .description = "directory of all state, under the same path where the engine runs", .is_required = true},
      {.key = "log_level", .fallback = "info", .description = "debug, info, warn or error"},
      {.key = "compose_file", .description = "template of a tenant's project, deploy/compose/tenant.yml", .is_required = true},
      {.key = "compose_registry", .fallback = "localhost", .description = "where the images are from; localhost: built here"},
      {.key = "compose_version", .fallback = "dev", .description = "tag of the images"},
      {.key = "docker_program", .fallback = "/usr/bin/docker", .description = "path of docker, with its compose plugin"},
      {.key = "domain", .fallback = "motovaultpro.localhost", .description = "tenants live at <slug>.<domain>"},
      {.key = "public_port", .fallback = "8080", .description = "port of the edge, for URLs"},
      {.key = "scheme", .fallback = "http", .description = "scheme of the edge, for URLs"},
      {.key = "oidc_issuer", .description = "issuer of identities, for the garages", .is_required = true},
      {.key = "oidc_internal_url", .fallback = "", .description = "where the garages reach the issuer"},
      {.key = "oidc_audience", .fallback = "https://api.motovaultpro.com", .description = "audience of access tokens"},
      {.key = "oidc_client_id", .fallback = "mvp-garage", .description = "client id of the garages"},
      {.key = "oidc_client_secret_path", .description = "file with the garages' client secret, where the engine runs", .is_required = true},
  };
}

Settings read_settings(const config::Config& config) {
  Settings out;
  out.var_dir = std::filesystem::absolute(config.text("var_dir")).lexically_normal();
  out.compose_file = std::filesystem::absolute(config.text("compose_file"));
  out.docker_program = config.text("docker_program");
  if (!std::filesystem::exists(out.compose_file)) throw config::Invalid("There is no file " + out.compose_file.string() + ".");
  for (const auto key : handed_on) out.variables[config::variable_of(key)] = config.text(key);
  out.variables["MVP_REGISTRY"] = config.text("compose_registry");
  out.variables["MVP_VERSION"] = config.text("compose_version");
  out.variables["MVP_OIDC_SECRET_PATH"] = config.text("oidc_client_secret_path");
  for (const char* name : {"DOCKER_HOST", "DOCKER_CONFIG", "HOME"})
    if (const char* value = std::getenv(name)) out.engine_env[name] = value;
  return out;
}

}  // namespace mvp::node::compose
