#pragma once
#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "mvp/config/config.hpp"

namespace mvp::node::compose {

/// What the compose driver needs to know about this machine and platform.
struct Settings {
  std::filesystem::path var_dir;       ///< absolute, and under the same path on the engine's machine
  std::filesystem::path compose_file;  ///< deploy/compose/tenant.yml
  std::string docker_program;
  std::map<std::string, std::string> variables;  ///< of the template, the same for every tenant: MVP_DOMAIN, MVP_REGISTRY, ...
  std::map<std::string, std::string> engine_env; ///< where the engine is: DOCKER_HOST, DOCKER_CONFIG

  std::filesystem::path stacks() const { return var_dir / "stacks"; }
  std::filesystem::path tenants() const { return var_dir / "tenants"; }
  std::filesystem::path trash() const { return var_dir / "node" / "trash"; }
  std::filesystem::path scratch() const { return var_dir / "node" / "engine"; }
};

/// mvp-node-compose's configuration table.
std::vector<config::Setting> settings_table();

/// @throws config::Invalid.
Settings read_settings(const config::Config& config);

}  // namespace mvp::node::compose
