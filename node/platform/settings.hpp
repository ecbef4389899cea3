#pragma once
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "mvp/config/config.hpp"
#include "supervisor/spec.hpp"

namespace mvp::platform {

/// Where everything of one platform lies and listens.
struct Settings {
  std::filesystem::path var_dir;     ///< all state
  std::filesystem::path source_dir;  ///< the checkout: pages, migrations, deploy/, tools/
  std::filesystem::path bin_dir;     ///< the build tree with the programs
  std::string node_program;          ///< Node.js, for the development identity provider
  std::string postgres_bin_dir;
  std::string domain;
  std::string log_level;
  std::string service_user;                     ///< name; as root only
  std::optional<supervisor::Owner> services{};  ///< the same; nullopt: everything runs as this process' user
  std::map<std::string, std::string> mail{};  ///< smtp_url, smtp_user, smtp_password, mail_from, as the control plane takes them
  std::string failpoints_dir{};  ///< of the control plane and the agent; empty but in chaos tests
  int edge_port = 0, idp_port = 0, tenants_port = 0, catalog_port = 0;

  std::string program(const std::string& folder, const std::string& name) const { return bin_dir / folder / name; }
  std::string run() const { return var_dir / "run"; }
  std::string secret(const std::string& name) const { return var_dir / "secrets" / name; }
  std::string log(const std::string& name) const { return var_dir / "log" / (name + ".log"); }
  std::string issuer() const;  ///< "http://auth.motovaultpro.localhost:8080/"
  std::string url_of(const std::string& label) const;  ///< origin of a host below the domain, of the domain itself for ""
  std::string database(const std::string& name, const std::string& role) const;  ///< conninfo in the platform's PostgreSQL
};

std::vector<config::Setting> settings_table();
Settings settings_of(const config::Config& config);

}  // namespace mvp::platform
