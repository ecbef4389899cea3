#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "mvp/config/config.hpp"
#include "mvp/oidc/provider.hpp"

namespace mvp::landing {

/// Everything the landing service is told at start.
struct Settings {
  std::vector<std::string> listen;
  std::string log_level;
  int threads = 1;
  std::string scheme, domain;
  std::int64_t public_port = 0;
  oidc::ProviderConfig provider;
  std::string garage_client_id;  ///< whose logout tokens the provider sends here as well
  std::string redis_url, tenants_url, landing_secret;
  std::string session_key;  ///< 32 bytes

  /// "http://motovaultpro.localhost:8080": this site as browsers see it.
  std::string origin() const;
  /// "http://demo-tenant.motovaultpro.localhost:8080/".
  std::string url_of(std::string_view slug) const;
};

/// The configuration table.
std::vector<config::Setting> setting_table();

/// @throws config::Invalid.
Settings read_settings(const config::Config& config);

}  // namespace mvp::landing
