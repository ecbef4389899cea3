#pragma once
#include <chrono>
#include <string>
#include <vector>

#include "domain/public_site.hpp"
#include "identity_mirror/management_client.hpp"
#include "mvp/config/config.hpp"
#include "mvp/mail/smtp.hpp"
#include "mvp/oidc/provider.hpp"

namespace mvp::tenants {

/// Everything the control plane is told at start.
struct Settings {
  std::vector<std::string> listen;
  std::string log_level;
  int threads = 1;
  std::string database_url, node_socket, signing_key_file, landing_secret;
  oidc::ProviderConfig provider;
  std::chrono::milliseconds operation_deadline{300'000};
  std::int64_t max_tenants = 3'000;  ///< that have room on this machine
  std::int64_t archive_retention_days = 30;
  PublicSite site{};
  mail::SmtpConfig smtp{};
  std::string mail_from{};
  ManagementConfig management{};
};

/// The configuration table.
std::vector<config::Setting> setting_table();

/// @throws config::Invalid.
Settings read_settings(const config::Config& config);

}  // namespace mvp::tenants
