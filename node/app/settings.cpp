#include "app/settings.hpp"

#include <string_view>

#include "drivers/local/tenant_user.hpp"

namespace mvp::node {
namespace {

/// Handed on to every garage as they are.
constexpr std::string_view handed_on[] = {"log_level", "public_port", "scheme", "oidc_issuer", "oidc_internal_url", "oidc_audience",
                                          "oidc_client_id", "tenants_url", "catalog_url"};

}  // namespace

std::vector<config::Setting> settings_table() {
  return {
      {.key = "var_dir", .description = "directory of all state", .is_required = true},
      {.key = "log_level", .fallback = "info", .description = "debug, info, warn or error"},
      {.key = "failpoints_dir", .fallback = "", .description = "for chaos tests: where a file named after a failpoint (--failpoints) kills the agent that passes it; empty: nowhere"},
      {.key = "garage_program", .fallback = "", .description = "path of mvp-garage (default: beside this program)"},
      {.key = "migrations_dir", .fallback = "", .description = "steps of the tenant database, db/tenant"},
      {.key = "postgres_bin_dir", .fallback = "/usr/lib/postgresql/15/bin", .description = "directory of initdb and postgres"},
      {.key = "redis_program", .fallback = "/usr/bin/redis-server", .description = "path of redis-server"},
      {.key = "spare_clusters", .fallback = "20", .description = "database clusters kept ready for new tenants"},
      {.key = "domain", .fallback = "motovaultpro.localhost", .description = "tenants live at <slug>.<domain>"},
      {.key = "public_port", .fallback = "8080", .description = "port of the edge, for URLs"},
      {.key = "scheme", .fallback = "http", .description = "scheme of the edge, for URLs"},
      {.key = "tenants_url", .fallback = "http://127.0.0.1:8001", .description = "address of mvp-tenants"},
      {.key = "catalog_url", .fallback = "http://127.0.0.1:8002", .description = "address of mvp-catalog"},
      {.key = "oidc_issuer", .fallback = "", .description = "issuer of identities, for the garages"},
      {.key = "oidc_internal_url", .fallback = "", .description = "where the garages reach the issuer"},
      {.key = "oidc_audience", .fallback = "https://api.motovaultpro.com", .description = "audience of access tokens"},
      {.key = "oidc_client_id", .fallback = "mvp-garage", .description = "client id of the garages"},
      {.key = "service_user", .fallback = "", .description = "as root: the user of the control plane and the edge; each tenant gets one of its own"},
      {.key = "oidc_client_secret_path", .fallback = "", .description = "file with the garages' client secret"},
  };
}

local::Settings local_settings(const config::Config& config) {
  const auto own_program = std::filesystem::read_symlink("/proc/self/exe");
  local::Settings out;
  out.var_dir = std::filesystem::absolute(config.text("var_dir")).lexically_normal();
  out.migrations_dir = config.text("migrations_dir");
  if (!std::filesystem::is_directory(out.migrations_dir))
    throw config::Invalid("MVP_MIGRATIONS_DIR must be the directory of the tenant database's steps, not \"" + out.migrations_dir.string() + "\".");
  out.garage_program = config.text("garage_program");
  if (out.garage_program.empty()) out.garage_program = (own_program.parent_path() / "mvp-garage").string();
  out.postgres_bin_dir = config.text("postgres_bin_dir");
  out.redis_program = config.text("redis_program");
  out.agent_program = own_program.string();
  out.domain = config.text("domain");
  out.spare_clusters = static_cast<int>(config.number("spare_clusters"));
  for (const auto key : handed_on) out.garage_env[config::variable_of(key)] = config.text(key);
  out.oidc_client_secret_path = config.text("oidc_client_secret_path");
  out.service_user = local::service_user_named(config.text("service_user"));
  for (const auto* tool : {&out.garage_program, &out.redis_program})
    if (!std::filesystem::exists(*tool)) throw config::Invalid("There is no program " + *tool + ".");
  return out;
}

}  // namespace mvp::node
