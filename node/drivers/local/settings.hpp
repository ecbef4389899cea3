#pragma once
#include <filesystem>
#include <map>
#include <optional>
#include <string>

#include "supervisor/spec.hpp"

namespace mvp::node::local {

/// What the local driver needs to know about this machine and platform.
struct Settings {
  std::filesystem::path var_dir;         ///< absolute
  std::filesystem::path migrations_dir;  ///< the tenant database's steps, db/tenant
  std::string garage_program;
  std::string postgres_bin_dir;          ///< with initdb and postgres
  std::string redis_program;
  std::string agent_program;             ///< this program, for its keeper
  std::string domain;                    ///< a tenant's host is <slug>.<domain>
  int spare_clusters = 20;               ///< copies of the template kept ready
  std::optional<supervisor::Owner> service_user{};  ///< as root only: of the control plane and the edge
  std::string oidc_client_secret_path{};            ///< copied into every stack; empty: none
  std::map<std::string, std::string> garage_env;  ///< the same for every tenant: MVP_OIDC_ISSUER, MVP_TENANTS_URL, ...

  std::filesystem::path stacks() const { return var_dir / "stacks"; }
  std::filesystem::path tenants() const { return var_dir / "tenants"; }
  std::filesystem::path templates() const { return var_dir / "node" / "templates"; }
  std::filesystem::path archives() const { return var_dir / "archives"; }
  std::filesystem::path trash() const { return var_dir / "node" / "trash"; }
  std::string keeper_socket() const { return (var_dir / "run" / "keeper.sock").string(); }
};

}  // namespace mvp::node::local
