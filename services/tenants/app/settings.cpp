#include "app/settings.hpp"

namespace mvp::tenants {

std::vector<config::Setting> setting_table() {
  return {
      {.key = "listen", .fallback = "tcp:127.0.0.1:8001", .description = "where to listen: tcp:host:port, unix:/path (the operator's socket), fd:N; comma separated"},
      {.key = "log_level", .fallback = "info", .description = "least level logged: debug, info, warn, error"},
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
  };
}

Settings read_settings(const config::Config& config) {
  const auto threads = config.number("threads");
  if (threads < 1 || threads > 256) throw config::Invalid("MVP_THREADS must be from 1 to 256.");
  const auto deadline_ms = config.number("operation_deadline_ms");
  if (deadline_ms < 1'000) throw config::Invalid("MVP_OPERATION_DEADLINE_MS must be at least 1000.");
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
                  .operation_deadline = std::chrono::milliseconds(deadline_ms)};
}

}  // namespace mvp::tenants
