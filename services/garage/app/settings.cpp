#include "app/settings.hpp"

#include "mvp/core/encoding.hpp"

namespace mvp::garage {

std::string AppSettings::host() const {
  const bool is_default = public_port == 0 || (scheme == "http" && public_port == 80) || (scheme == "https" && public_port == 443);
  return tenant + "." + domain + (is_default ? "" : ":" + std::to_string(public_port));
}

std::string AppSettings::origin() const { return scheme + "://" + host(); }

std::vector<config::Setting> setting_table() {
  return {
      {.key = "listen", .fallback = "fd:3", .description = "where to listen; the agent hands the listener down as fd:3"},
      {.key = "log_level", .fallback = "info", .description = "least level logged: debug, info, warn, error"},
      {.key = "tenant_id", .description = "slug of the tenant this process serves", .is_required = true},
      {.key = "stack_id", .description = "id of its stack, for the logs"},
      {.key = "scheme", .fallback = "http", .description = "http or https, as browsers see the site"},
      {.key = "domain", .fallback = "motovaultpro.localhost", .description = "base domain; the tenant lives at <tenant_id>.<domain>"},
      {.key = "public_port", .fallback = "8080", .description = "port browsers use; 0, 80 and 443 do not show in URLs"},
      {.key = "database_url", .description = "the tenant's PostgreSQL, as the role without DDL", .is_required = true},
      {.key = "database_owner_url", .description = "the same as the owner, for --migrate only"},
      {.key = "migrations_dir", .fallback = "db/tenant", .description = "numbered steps, for --migrate only"},
      {.key = "redis_url", .description = "the tenant's Redis", .is_required = true},
      {.key = "redis_password", .description = "its password", .is_secret = true},
      {.key = "tenants_url", .fallback = "http://127.0.0.1:8001", .description = "the control plane"},
      {.key = "catalog_url", .fallback = "http://127.0.0.1:8002", .description = "the vehicle catalogue"},
      {.key = "service_secret", .description = "this stack's secret for service tokens", .is_required = true, .is_secret = true},
      {.key = "session_key", .description = "64 hexadecimal digits: encrypts sessions", .is_required = true, .is_secret = true},
      {.key = "files_dir", .description = "the tenant's files"},
      {.key = "activity_file", .description = "its time says when a request was served last, for the agent; empty: nobody is told"},
      {.key = "oidc_issuer", .description = "issuer, exactly as in iss"},
      {.key = "oidc_internal_url", .description = "where this process reaches the issuer; empty: at the issuer itself"},
      {.key = "oidc_audience", .fallback = "https://api.motovaultpro.com", .description = "audience of access tokens"},
      {.key = "oidc_client_id", .fallback = "mvp-garage", .description = "client id at the issuer"},
      {.key = "oidc_client_secret", .description = "its secret", .is_secret = true},
  };
}

AppSettings read_settings(const config::Config& config) {
  for (const auto* key : {"oidc_issuer", "oidc_audience", "oidc_client_id", "oidc_client_secret"})
    if (config.text(key).empty()) throw config::Invalid("A garage does not start without an identity provider: set MVP_OIDC_ISSUER, MVP_OIDC_AUDIENCE, MVP_OIDC_CLIENT_ID and MVP_OIDC_CLIENT_SECRET_FILE.");
  const auto session_key = from_hex(config.text("session_key"));
  if (!session_key || session_key->size() != 32) throw config::Invalid("MVP_SESSION_KEY must be 64 hexadecimal digits.");
  return {.listen = config.list("listen"),
          .log_level = config.text("log_level"),
          .tenant = config.text("tenant_id"),
          .scheme = config.text("scheme"),
          .domain = config.text("domain"),
          .public_port = config.number("public_port"),
          .database_url = config.text("database_url"),
          .redis_url = config.text("redis_url"),
          .redis_password = config.text("redis_password"),
          .tenants_url = config.text("tenants_url"),
          .catalog_url = config.text("catalog_url"),
          .service_secret = config.text("service_secret"),
          .session_key = *session_key,
          .provider = {.issuer = config.text("oidc_issuer"),
                       .internal_url = config.text("oidc_internal_url"),
                       .audience = config.text("oidc_audience"),
                       .client_id = config.text("oidc_client_id"),
                       .client_secret = config.text("oidc_client_secret")}};
}

}  // namespace mvp::garage
