#pragma once
#include <string>
#include <vector>

#include "mvp/config/config.hpp"
#include "mvp/oidc/provider.hpp"

namespace mvp::garage {

/// What one tenant's garage is told at its start.
struct AppSettings {
  std::vector<std::string> listen;
  std::string log_level, tenant, scheme, domain;
  std::int64_t public_port = 0;
  std::string database_url, redis_url, redis_password, tenants_url, catalog_url, service_secret, session_key;
  oidc::ProviderConfig provider;

  std::string host() const;    ///< "demo-tenant.motovaultpro.localhost:8080", as browsers send it
  std::string origin() const;  ///< with the scheme
};

std::vector<config::Setting> setting_table();
AppSettings read_settings(const config::Config& config);

}  // namespace mvp::garage
