#include "app/settings.hpp"

#include <algorithm>

namespace mvp::tenants {

std::vector<config::Setting> setting_table() {
  return {
      {.key = "listen", .fallback = "tcp:127.0.0.1:8001", .description = "where to listen: tcp:host:port, unix:/path (the operator's socket), fd:N; comma separated"},
      {.key = "log_level", .fallback = "info", .description = "least level logged: debug, info, warn, error"},
      {.key = "failpoints_dir", .description = "for chaos tests: where a file named after a failpoint (--failpoints) kills the process that passes it; empty: nowhere"},
      {.key = "threads", .fallback = "2", .description = "serving threads"},
      {.key = "database_url", .description = "platform database, as the role that owns nothing", .is_required = true, .is_secret = true},
      {.key = "database_owner_url", .description = "the same as its owner, for --migrate; empty: database_url", .is_secret = true},
      {.key = "migrations_dir", .fallback = "db/platform", .description = "numbered SQL files, for --migrate"},
      {.key = "node_socket", .fallback = "var/run/node.sock", .description = "unix socket of the node agent"},
      {.key = "signing_key_file", .description = "Ed25519 key that signs service tokens; --init-keys makes it", .is_required = true},
      {.key = "landing_secret", .description = "secret with which the public site asks for its service token", .is_required = true, .is_secret = true},
      {.key = "oidc_issuer", .description = "issuer, exactly as in iss", .is_required = true},
      {.key = "oidc_internal_url", .description = "where this process reaches the issuer; empty: at the issuer itself"},
      {.key = "oidc_audience", .fallback = "https://api.motovaultpro.com", .description = "audience of access tokens"},
      {.key = "operation_deadline_ms", .fallback = "300000", .description = "after so long an operation that does not work is undone"},
      {.key = "max_tenants", .fallback = "3000", .description = "tenants this machine has room for; founding more is refused"},
      {.key = "archive_retention_days", .fallback = "30", .description = "days an archived tenant is kept before it may be purged"},
      {.key = "scheme", .fallback = "http", .description = "http or https, as browsers see the sites; for links in mails"},
      {.key = "domain", .fallback = "motovaultpro.localhost", .description = "base domain of the platform; for links in mails"},
      {.key = "public_port", .fallback = "8080", .description = "port browsers use; 0, 80 and 443 do not show in links"},
      {.key = "smtp_url", .description = "server that takes our mails: smtp://host:port or smtps://host; empty: mails are kept, logged and not sent"},
      {.key = "smtp_user", .description = "login at that server; empty: none"},
      {.key = "smtp_password", .description = "its password; sent over TLS only, unless the server is on this machine", .is_secret = true},
      {.key = "mail_from", .description = "sender of our mails, Name <box@example.org>; empty: no-reply at the base domain"},
      {.key = "management_url", .description = "identity provider with a Management API in Auth0's shape, https://example.eu.auth0.com; empty: memberships are not mirrored there"},
      {.key = "management_client_id", .description = "machine-to-machine client for it, with the scope update:users_app_metadata"},
      {.key = "management_client_secret", .description = "its secret", .is_secret = true},
      {.key = "management_audience", .description = "audience of its tokens; empty: management_url and /api/v2/"},
  };
}

namespace {

PublicSite read_site(const config::Config& config) {
  const auto& scheme = config.text("scheme");
  if (scheme != "http" && scheme != "https") throw config::Invalid("MVP_SCHEME must be http or https.");
  return {.scheme = scheme, .domain = config.text("domain"), .port = config.number("public_port")};
}

mail::SmtpConfig read_smtp(const config::Config& config) {
  const auto& url = config.text("smtp_url");
  if (!url.empty() && !url.starts_with("smtp://") && !url.starts_with("smtps://"))
    throw config::Invalid("MVP_SMTP_URL must begin with smtp:// or smtps://.");
  return {.url = url, .user = config.text("smtp_user"), .password = config.text("smtp_password")};
}

std::string read_sender(const config::Config& config) {
  auto from = config.text("mail_from");
  if (from.empty()) from = "MotoVaultPro <no-reply@" + config.text("domain") + ">";
  if (!mail::address_of(from)) throw config::Invalid("MVP_MAIL_FROM must be a mail address: Name <box@example.org>.");
  return from;
}

bool is_safe_for_secrets(std::string_view url) {
  const auto is_at = [&](std::string_view start) {
    return url.starts_with(start) && (url.size() == start.size() || url[start.size()] == ':');
  };
  return url.starts_with("https://") || is_at("http://127.0.0.1") || is_at("http://localhost");
}

bool is_origin(std::string_view url) { return std::ranges::count(url, '/') == 2 && url.find_first_of("@?#") == std::string_view::npos; }

ManagementConfig read_management(const config::Config& config) {
  ManagementConfig management{.url = config.text("management_url"), .audience = config.text("management_audience"),
                              .client_id = config.text("management_client_id"), .client_secret = config.text("management_client_secret")};
  if (management.url.ends_with('/')) management.url.pop_back();
  if (!management.is_set()) {
    if (!management.client_id.empty() || !management.client_secret.empty())
      throw config::Invalid("MVP_MANAGEMENT_URL is missing: the client of the Management API is set, and not where that is.");
    return management;
  }
  if (!is_safe_for_secrets(management.url) || !is_origin(management.url))
    throw config::Invalid("MVP_MANAGEMENT_URL must be https:// and a host, without a path; http:// on this machine only.");
  if (management.client_id.empty()) throw config::Invalid("MVP_MANAGEMENT_CLIENT_ID is missing: MVP_MANAGEMENT_URL is set.");
  if (management.client_secret.empty())
    throw config::Invalid("MVP_MANAGEMENT_CLIENT_SECRET or MVP_MANAGEMENT_CLIENT_SECRET_FILE is missing: MVP_MANAGEMENT_URL is set.");
  if (management.audience.empty()) management.audience = management.url + "/api/v2/";
  return management;
}

}  // namespace

Settings read_settings(const config::Config& config) {
  const auto threads = config.number("threads");
  if (threads < 1 || threads > 256) throw config::Invalid("MVP_THREADS must be from 1 to 256.");
  const auto deadline_ms = config.number("operation_deadline_ms");
  if (deadline_ms < 1'000) throw config::Invalid("MVP_OPERATION_DEADLINE_MS must be at least 1000.");
  const auto max_tenants = config.number("max_tenants");
  if (max_tenants < 1) throw config::Invalid("MVP_MAX_TENANTS must be at least 1.");
  const auto retention_days = config.number("archive_retention_days");
  if (retention_days < 0 || retention_days > 36'500) throw config::Invalid("MVP_ARCHIVE_RETENTION_DAYS must be from 0 to 36500.");
  return Settings{.listen = config.list("listen"),
                  .log_level = config.text("log_level"),
                  .threads = static_cast<int>(threads),
                  .database_url = config.text("database_url"),
                  .node_socket = config.text("node_socket"),
                  .signing_key_file = config.text("signing_key_file"),
                  .landing_secret = config.text("landing_secret"),
                  .provider = {.issuer = config.text("oidc_issuer"),
                               .internal_url = config.text("oidc_internal_url"),
                               .audience = config.text("oidc_audience"),
                               .client_id = {},
                               .client_secret = {}},
                  .operation_deadline = std::chrono::milliseconds(deadline_ms),
                  .max_tenants = max_tenants,
                  .archive_retention_days = retention_days,
                  .site = read_site(config),
                  .smtp = read_smtp(config),
                  .mail_from = read_sender(config),
                  .management = read_management(config)};
}

}  // namespace mvp::tenants
