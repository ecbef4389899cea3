#pragma once
#include <libpq-fe.h>

#include <functional>
#include <memory>
#include <mutex>
#include <set>
#include <string>
#include <thread>
#include <vector>

#include "app/wiring.hpp"
#include "mvp/core/encoding.hpp"
#include "mvp/oidc_testing/issuer.hpp"
#include "mvp/testing/servers.hpp"

namespace mvp::garage {

/// A migrated database of its own on a server that has the application's role, so that the migrations grant it its rights.
inline std::string tenant_database() {
  auto& server = testing::PostgresServer::instance();
  [[maybe_unused]] static const bool has_role = [&] {
    const std::unique_ptr<PGconn, decltype(&PQfinish)> connection(PQconnectdb(server.create_database().c_str()), PQfinish);
    PQclear(PQexec(connection.get(), "CREATE ROLE garage_app"));
    return true;
  }();
  return server.create_migrated_database("db/tenant");
}

/// The role without DDL, as in production.
inline std::string as_the_application(const std::string& conninfo) { return conninfo + " options='-c role=garage_app'"; }

/// What a peer was asked.
struct Asked {
  http::Verb method{};
  std::string target, authorization, body, idempotency_key, if_match;
};

/// The control plane and the catalogue as far as a garage sees them, over HTTP on a free port: hands out signed service
/// tokens, tells the members (with ETag), answers all else with an empty list, or as told, and remembers what it was.
class Platform {
 public:
  explicit Platform(std::string tenant)
      : tenant_(std::move(tenant)), server_({.listen = {"tcp:127.0.0.1:0"}}, [this](boost::asio::io_context&) -> http::ThreadHandler {
          return [this](http::Request request) -> Task<http::Response> { co_return answer(request); };
        }) {
    server_.bind();
    thread_ = std::jthread([this] { server_.run(); });
  }
  ~Platform() { server_.stop(); }

  std::string url() const { return "http://127.0.0.1:" + std::to_string(server_.port()); }
  void let_in(const std::string& sub, const std::string& role) { change([&] { roles_[sub] = role; }); }
  void turn_out(const std::string& sub) { change([&] { roles_.erase(sub); }); }
  void suspend(const std::string& sub) { change([&] { suspended_.insert(sub); }); }
  void let_back_in(const std::string& sub) { change([&] { suspended_.erase(sub); }); }
  void make_platform_admin(const std::string& sub) { change([&] { platform_admins_.push_back(sub); }); }
  void end_session(const std::string& sub, const std::string& sid) { change([&] { ended_.push_back(json::Object{{"sub", sub}, {"sid", sid}, {"at_ms", now_ms()}}); }); }
  void become(const std::string& status) { change([&] { status_ = status; }); }
  void be_away(bool is_away) { change([&] { is_away_ = is_away; }); }
  /// What it answers to everything it would answer with an empty list.
  void answer_with(std::string body) { change([&] { answer_ = std::move(body); }); }
  std::string service_token() const { return "Bearer " + token_; }
  std::vector<Asked> asked() const {
    const std::lock_guard lock(mutex_);
    return asked_;
  }

 private:
  static std::int64_t now_ms() { return std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::system_clock::now().time_since_epoch()).count(); }
  template <class Change>
  void change(Change apply) {
    const std::lock_guard lock(mutex_);
    apply();
    ++version_;
  }
  http::Response answer(const http::Request& request) {
    const std::lock_guard lock(mutex_);
    if (is_away_) return {.status = 503, .body = "{}"};
    if (request.path == "/api/v1/service-token")
      return {.body = json::serialize(json::Object{{"token", token_}, {"expires_in", 300}})};
    if (request.path == "/api/v1/tenants/" + tenant_ + "/snapshot") return snapshot(request);
    asked_.push_back({request.method, request.target, std::string(request.headers.find("Authorization")), request.body,
                      std::string(request.headers.find("Idempotency-Key")), std::string(request.headers.find("If-Match"))});
    return {.body = answer_};
  }
  http::Response snapshot(const http::Request& request) const {
    if (request.headers.find("Authorization") != "Bearer " + token_) return {.status = 401, .body = "{}"};
    const auto etag = "\"" + std::to_string(version_) + "\"";
    if (request.headers.find("If-None-Match") == etag) return {.status = 304, .content_type = {}};
    json::Array members;
    for (const auto& [sub, role] : roles_)
      members.push_back(json::Object{{"sub", sub}, {"email", ""}, {"name", ""}, {"role", role}, {"state", suspended_.contains(sub) ? "suspended" : "active"}});
    const json::Object tenant{{"id", tenant_}, {"name", "Demo"}, {"status", status_}, {"settings", json::Object{}}};
    http::Response out{.body = json::serialize(json::Object{
                           {"tenant", tenant}, {"members", members}, {"platform_admins", json::to_value(platform_admins_)}, {"revoked_sessions", ended_}})};
    out.headers.set("ETag", etag);
    return out;
  }

  const std::string tenant_;
  const oidc_testing::TestKey key_{"platform", "EdDSA"};
  const std::string token_ = oidc_testing::signed_token(
      key_, "service+jwt", {{"iss", "mvp-tenants"}, {"aud", "mvp-platform"}, {"sub", "garage"}, {"exp", oidc_testing::now_in_seconds() + 300}});
  mutable std::mutex mutex_;
  std::map<std::string, std::string> roles_;
  std::set<std::string> suspended_;
  std::vector<std::string> platform_admins_;
  json::Array ended_;
  std::string status_ = "active", answer_ = R"({"items":[]})";
  int version_ = 1;
  bool is_away_ = false;
  std::vector<Asked> asked_;
  http::Server server_;
  std::jthread thread_;
};

/// One tenant's garage on a database of its own, with its identity provider and its platform.
struct GarageSite {
  explicit GarageSite(std::string tenant = "demo-tenant")
      : platform(tenant), settings{.listen = {"tcp:127.0.0.1:0"}, .log_level = "warn", .tenant = tenant, .scheme = "http", .domain = "motovaultpro.localhost",
                                   .public_port = 8080, .database_url = as_the_application(tenant_database()),
                                   .redis_url = testing::redis_url(), .redis_password = {}, .tenants_url = platform.url(), .catalog_url = platform.url(),
                                   .service_secret = "a secret", .session_key = std::string(32, 'k'),
                                   .provider = {.issuer = issuer.url(), .internal_url = {}, .audience = oidc_testing::Issuer::audience,
                                                .client_id = oidc_testing::Issuer::client_id, .client_secret = oidc_testing::Issuer::client_secret}} {}

  std::string token_of(const std::string& sub, const json::Object& more = {}) const {
    return issuer.access_token({.sub = sub, .email = sub.substr(sub.find('|') + 1) + "@demo-tenant.example", .name = sub}, more);
  }
  /// A member with that role, and a token.
  std::string let_in(const std::string& sub, const std::string& role) {
    platform.let_in(sub, role);
    return token_of(sub);
  }

  oidc_testing::Issuer issuer;
  Platform platform;
  AppSettings settings;
};

/// As the server would read it.
inline http::Request request_of(http::Verb method, const std::string& target, const std::string& token, const std::string& body = {}) {
  http::Request request{.method = method, .target = target, .path = target.substr(0, target.find('?')), .body = body};
  request.context.request_id = "0123456789abcdef";
  request.headers.set("Host", "demo-tenant.motovaultpro.localhost:8080");
  if (!token.empty()) request.headers.set("Authorization", "Bearer " + token);
  if (!body.empty()) request.headers.set("Content-Type", "application/json");
  std::string rest = target.find('?') == std::string::npos ? "" : target.substr(target.find('?') + 1);
  while (!rest.empty()) {
    const auto pair = rest.substr(0, rest.find('&'));
    rest.erase(0, pair.size() + 1);
    request.query[pair.substr(0, pair.find('='))] = percent_decode(pair.substr(pair.find('=') + 1), true).value();
  }
  return request;
}

/// Runs a test's coroutine with the garage of a site.
inline void on_garage(GarageSite& site, const std::function<Task<>(const Garage&)>& body) {
  testing::run([&](boost::asio::any_io_executor executor) -> Task<> {
    const Garage garage(executor, site.settings);
    co_await body(garage);
  });
}

/// A route's path with an id in the place of each parameter.
inline std::string with_values(std::string path) {
  for (auto open = path.find('{'); open != std::string::npos; open = path.find('{'))
    path.replace(open, path.find('}') - open + 1, "00000000-0000-4000-8000-000000000000");
  return path;
}

}  // namespace mvp::garage
