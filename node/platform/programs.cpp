#include "platform/programs.hpp"

#include <fmt/format.h>

namespace mvp::platform {
namespace {

using namespace std::chrono_literals;
using Environment = std::map<std::string, std::string>;

Environment with(Environment base, const Environment& more) {
  for (const auto& [key, value] : more) base[key] = value;
  return base;
}

/// Of those without whom nobody gets on: a second more of them being away is dearer than a start in vain.
constexpr auto short_backoff = 1s;

std::string loopback(int port) { return fmt::format("127.0.0.1:{}", port); }

supervisor::Readiness http_on(int port, const char* path) {
  return supervisor::tcp_http_answers(static_cast<unsigned short>(port), loopback(port), path, 5s);
}

}  // namespace

Environment plain_environment() { return {{"PATH", "/usr/sbin:/usr/bin:/sbin:/bin"}, {"LC_ALL", "C.UTF-8"}, {"TZ", "UTC"}}; }

Environment common_environment(const Settings& s) {
  return with(plain_environment(), {{"MVP_LOG_LEVEL", s.log_level},
                                    {"MVP_DOMAIN", s.domain},
                                    {"MVP_PUBLIC_PORT", std::to_string(s.edge_port)},
                                    {"MVP_SCHEME", "http"},
                                    {"MVP_OIDC_ISSUER", s.issuer()},
                                    {"MVP_OIDC_INTERNAL_URL", "http://" + loopback(s.idp_port)},
                                    {"MVP_OIDC_AUDIENCE", "https://api.motovaultpro.com"},
                                    {"MVP_TENANTS_URL", "http://" + loopback(s.tenants_port)},
                                    {"MVP_CATALOG_URL", "http://" + loopback(s.catalog_port)}});
}

Environment tenants_environment(const Settings& s) {
  return with(common_environment(s), {{"MVP_LISTEN", "tcp:" + loopback(s.tenants_port) + ",unix:" + s.run() + "/tenants.sock"},
                                      {"MVP_DATABASE_URL", s.database("platform", "mvp_platform_app")},
                                      {"MVP_DATABASE_OWNER_URL", s.database("platform", "mvp_platform_owner")},
                                      {"MVP_MIGRATIONS_DIR", s.source_dir / "db/platform"},
                                      {"MVP_NODE_SOCKET", s.run() + "/node.sock"},
                                      {"MVP_FAILPOINTS_DIR", s.failpoints_dir},
                                      {"MVP_SIGNING_KEY_FILE", s.secret("tenants_signing_key.pem")},
                                      {"MVP_LANDING_SECRET_FILE", s.secret("landing_secret")},
                                      {"MVP_SMTP_URL", s.mail.at("smtp_url")},
                                      {"MVP_SMTP_USER", s.mail.at("smtp_user")},
                                      {"MVP_SMTP_PASSWORD", s.mail.at("smtp_password")},
                                      {"MVP_MAIL_FROM", s.mail.at("mail_from")},
                                      {"MVP_MANAGEMENT_URL", "http://" + loopback(s.idp_port)},
                                      {"MVP_MANAGEMENT_AUDIENCE", s.issuer() + "api/v2/"},
                                      {"MVP_MANAGEMENT_CLIENT_ID", "mvp-management"},
                                      {"MVP_MANAGEMENT_CLIENT_SECRET_FILE", s.secret("oidc_management_secret")}});
}

Environment catalog_environment(const Settings& s) {
  return with(common_environment(s), {{"MVP_LISTEN", "tcp:" + loopback(s.catalog_port)},
                                      {"MVP_DATABASE_URL", s.database("catalog", "mvp_catalog_app")},
                                      {"MVP_DATABASE_OWNER_URL", s.database("catalog", "mvp_catalog_owner")},
                                      {"MVP_MIGRATIONS_DIR", s.source_dir / "db/catalog"}});
}

Program postgres(const Settings& s) {
  const auto data = (s.var_dir / "platform/pg").string();
  return {.spec = {.name = "postgres",
                   .argv = {s.postgres_bin_dir + "/postgres", "-D", data},
                   .env = plain_environment(),
                   .directory = data,
                   .log_file = s.log("postgres"),
                   .owner = s.services},
          .care = {.ready = supervisor::postgres_answers(data, s.run() + "/pg/.s.PGSQL.5432"), .stop_signal = SIGINT},
          .where = "var/run/pg"};
}

Program redis(const Settings& s) {
  const auto directory = (s.var_dir / "platform/redis").string();
  return {.spec = {.name = "redis",
                   .argv = {"/usr/bin/redis-server", "--port", "0", "--unixsocket", s.run() + "/redis.sock", "--unixsocketperm",
                            "700", "--dir", directory, "--appendonly", "yes", "--save", "", "--databases", "1",
                            "--maxmemory", "64mb", "--maxmemory-policy", "volatile-ttl"},
                   .env = plain_environment(),
                   .directory = directory,
                   .log_file = s.log("redis"),
                   .owner = s.services},
          .care = {.ready = supervisor::redis_answers(s.run() + "/redis.sock", "")},
          .where = "var/run/redis.sock"};
}

Program identity_provider(const Settings& s) {
  return {.spec = {.name = "dev-idp",
                   .argv = {s.node_program, s.source_dir / "tools/dev-idp/main.js"},
                   .env = with(plain_environment(), {{"MVP_ENV", "development"},
                                                     {"MVP_OIDC_ISSUER", s.issuer()},
                                                     {"MVP_IDP_PORT", std::to_string(s.idp_port)},
                                                     {"MVP_IDP_STATE_DIR", s.var_dir / "idp"},
                                                     {"MVP_IDP_LANDING_SECRET_FILE", s.secret("oidc_landing_secret")},
                                                     {"MVP_IDP_GARAGE_SECRET_FILE", s.secret("oidc_garage_secret")},
                                                     {"MVP_IDP_MANAGEMENT_SECRET_FILE", s.secret("oidc_management_secret")},
                                                     {"MVP_DOMAIN", s.domain},
                                                     {"MVP_PUBLIC_PORT", std::to_string(s.edge_port)}}),
                   .directory = s.var_dir / "idp",
                   .log_file = s.log("dev-idp"),
                   .owner = s.services},
          .care = {.ready = http_on(s.idp_port, "/health")},
          .where = s.issuer()};
}

Program tenants(const Settings& s) {
  return {.spec = {.name = "tenants",
                   .argv = {s.program("services/tenants", "mvp-tenants")},
                   .env = tenants_environment(s),
                   .log_file = s.log("tenants"),
                   .owner = s.services},
          .care = {.ready = http_on(s.tenants_port, "/health"), .backoff_most = short_backoff},
          .where = loopback(s.tenants_port)};
}

Program catalog(const Settings& s) {
  return {.spec = {.name = "catalog",
                   .argv = {s.program("services/catalog", "mvp-catalog")},
                   .env = catalog_environment(s),
                   .log_file = s.log("catalog"),
                   .owner = s.services},
          .care = {.ready = http_on(s.catalog_port, "/health")},
          .where = loopback(s.catalog_port)};
}

Program landing(const Settings& s) {
  return {.spec = {.name = "landing",
                   .argv = {s.program("services/landing", "mvp-landing")},
                   .env = with(common_environment(s), {{"MVP_LISTEN", "unix:" + s.run() + "/landing.sock"},
                                                       {"MVP_OIDC_CLIENT_ID", "mvp-landing"},
                                                       {"MVP_OIDC_CLIENT_SECRET_FILE", s.secret("oidc_landing_secret")},
                                                       {"MVP_REDIS_URL", "unix:" + s.run() + "/redis.sock"},
                                                       {"MVP_LANDING_SECRET_FILE", s.secret("landing_secret")},
                                                       {"MVP_SESSION_KEY_FILE", s.secret("landing_session_key")}}),
                   .log_file = s.log("landing"),
                   .owner = s.services},
          .care = {.ready = supervisor::unix_http_answers(s.run() + "/landing.sock", "landing", "/health", 5s)},
          .where = s.url_of("")};
}

Program node_agent(const Settings& s) {
  return {.spec = {.name = "node",
                   .argv = {s.program("node", "mvp-node")},
                   .env = with(common_environment(s), {{"MVP_VAR_DIR", s.var_dir},
                                                       {"MVP_MIGRATIONS_DIR", s.source_dir / "db/tenant"},
                                                       {"MVP_GARAGE_PROGRAM", s.program("services/garage", "mvp-garage")},
                                                       {"MVP_FAILPOINTS_DIR", s.failpoints_dir},
                                                       {"MVP_POSTGRES_BIN_DIR", s.postgres_bin_dir},
                                                       {"MVP_SERVICE_USER", s.service_user},
                                                       {"MVP_OIDC_CLIENT_ID", "mvp-garage"},
                                                       {"MVP_OIDC_CLIENT_SECRET_PATH", s.secret("oidc_garage_secret")}}),
                   .log_file = s.log("node"),
                   .limits = {.open_files = 16'384}},
          .care = {.ready = supervisor::unix_http_answers(s.run() + "/node.sock", "node", "/health", 60s), .backoff_most = short_backoff},
          .where = "var/run/node.sock"};
}

Program edge(const Settings& s) {
  const auto prefix = (s.var_dir / "edge").string();
  return {.spec = {.name = "edge",
                   .argv = {"/usr/sbin/nginx", "-p", prefix, "-e", prefix + "/error.log", "-c", prefix + "/nginx.conf"},
                   .env = plain_environment(),
                   .directory = prefix,
                   .log_file = s.log("edge"),
                   .owner = s.services,
                   .limits = {.open_files = 16'384}},
          .care = {.ready = supervisor::tcp_port_accepts(static_cast<unsigned short>(s.edge_port)), .stop_signal = SIGQUIT, .stop_timeout = 3s},
          .where = loopback(s.edge_port)};
}

}  // namespace mvp::platform
