#include "app/settings.hpp"

#include "mvp/core/encoding.hpp"

namespace mvp::landing {
namespace {

std::string host_and_port(const Settings& settings, std::string host) {
  const bool is_default = settings.public_port == 0 || (settings.scheme == "http" && settings.public_port == 80) ||
                          (settings.scheme == "https" && settings.public_port == 443);
  return is_default ? host : host + ":" + std::to_string(settings.public_port);
}

}  // namespace

std::string Settings::origin() const { return scheme + "://" + host_and_port(*this, domain); }

std::string Settings::url_of(std::string_view slug) const {
  return scheme + "://" + host_and_port(*this, std::string(slug) + "." + domain) + "/";
}

std::vector<config::Setting> setting_table() {
  return {
      {.key = "listen",
       .description = "where to listen: unix:/path, tcp:host:port, fd:N; comma separated",
       .is_required = true},
      {.key = "log_level", .fallback = "info", .description = "least level logged: debug, info, warn, error"},
      {.key = "threads", .fallback = "2", .description = "serving threads"},
      {.key = "scheme", .fallback = "http", .description = "http or https, as browsers see the site"},
      {.key = "domain", .fallback = "motovaultpro.localhost", .description = "base domain of the platform"},
      {.key = "public_port", .fallback = "8080", .description = "port browsers use; 0, 80 and 443 do not show in URLs"},
      {.key = "oidc_issuer", .description = "issuer, exactly as in iss", .is_required = true},
      {.key = "oidc_internal_url", .description = "where this process reaches the issuer; empty: at the issuer itself"},
      {.key = "oidc_audience", .fallback = "https://api.motovaultpro.com", .description = "audience of access tokens"},
      {.key = "oidc_client_id", .fallback = "mvp-landing", .description = "our client id at the issuer"},
      {.key = "oidc_garage_client_id", .fallback = "mvp-garage", .description = "the garages' client id there; logout tokens for it arrive here too"},
      {.key = "oidc_client_secret", .description = "its secret", .is_required = true, .is_secret = true},
      {.key = "redis_url", .description = "platform Redis: unix:/path or tcp:host:port", .is_required = true},
      {.key = "tenants_url", .fallback = "http://127.0.0.1:8001", .description = "the control plane"},
      {.key = "landing_secret",
       .description = "secret with which service tokens are asked for",
       .is_required = true,
       .is_secret = true},
      {.key = "session_key",
       .description = "64 hexadecimal digits: encrypts sessions",
       .is_required = true,
       .is_secret = true},
  };
}

Settings read_settings(const config::Config& config) {
  const auto session_key = from_hex(config.text("session_key"));
  if (!session_key || session_key->size() != 32)
    throw config::Invalid("MVP_SESSION_KEY must be 64 hexadecimal digits.");
  const auto& scheme = config.text("scheme");
  if (scheme != "http" && scheme != "https") throw config::Invalid("MVP_SCHEME must be http or https.");
  const auto threads = config.number("threads");
  if (threads < 1 || threads > 256) throw config::Invalid("MVP_THREADS must be from 1 to 256.");
  return Settings{.listen = config.list("listen"),
                  .log_level = config.text("log_level"),
                  .threads = static_cast<int>(threads),
                  .scheme = scheme,
                  .domain = config.text("domain"),
                  .public_port = config.number("public_port"),
                  .provider = {.issuer = config.text("oidc_issuer"),
                               .internal_url = config.text("oidc_internal_url"),
                               .audience = config.text("oidc_audience"),
                               .client_id = config.text("oidc_client_id"),
                               .client_secret = config.text("oidc_client_secret")},
                  .garage_client_id = config.text("oidc_garage_client_id"),
                  .redis_url = config.text("redis_url"),
                  .tenants_url = config.text("tenants_url"),
                  .landing_secret = config.text("landing_secret"),
                  .session_key = *session_key};
}

}  // namespace mvp::landing
