#pragma once
#include <string>
#include <vector>

#include "mvp/config/config.hpp"
#include "mvp/oidc/provider.hpp"

namespace mvp::catalog {

/// Everything the service is told at start.
struct Settings {
  std::vector<std::string> listen;
  std::string log_level;
  int threads = 1;
  std::string database_url;
  oidc::ProviderConfig provider;
  std::string tenants_url;
};

/// The configuration table, of the service and of --migrate, --import and --verify.
std::vector<config::Setting> setting_table();

/// What serving needs. @throws config::Invalid.
Settings read_settings(const config::Config& config);

/// The database as its owner, for --migrate and --import.
const std::string& owner_url(const config::Config& config);

}  // namespace mvp::catalog
