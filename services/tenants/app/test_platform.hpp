#pragma once
// What the control plane's tests run it with: its own database, an OpenID provider, and a peer on the node's socket.
#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <functional>
#include <thread>

#include "app/reconciler_thread.hpp"
#include "app/test_node.hpp"
#include "app/wiring.hpp"
#include "domain/digest.hpp"
#include "mvp/oidc_testing/issuer.hpp"
#include "mvp/testing/servers.hpp"

namespace mvp::tenants {

/// A directory of its own for sockets and keys.
struct ScratchDirectory {
  ScratchDirectory() {
    char name[] = "/tmp/mvp-tenants-XXXXXX";
    if (!::mkdtemp(name)) throw std::runtime_error("no scratch directory");
    path = name;
  }
  ~ScratchDirectory() { std::filesystem::remove_all(path); }
  std::string path;
};

/// Everything but the serving thread.
struct TestPlatform {
  TestPlatform()
      : database(testing::PostgresServer::instance().create_migrated_database("db/platform")),
        node(scratch.path + "/node.sock"),
        shared(settings()) {}

  Settings settings() const {
    const auto key = scratch.path + "/key.pem";
    oidc::ServiceTokenSigner::create_key_file(key);
    return Settings{.listen = {"tcp:127.0.0.1:0"},
                    .log_level = "error",
                    .database_url = database,
                    .node_socket = scratch.path + "/node.sock",
                    .signing_key_file = key,
                    .landing_secret = "the landing site's secret",
                    .provider = {.issuer = issuer.url(), .internal_url = {}, .audience = oidc_testing::Issuer::audience, .client_id = {}, .client_secret = {}}};
  }

  ScratchDirectory scratch;
  oidc_testing::Issuer issuer;
  std::string database;
  NodePeer node;
  Shared shared;
};

/// A caller of the router: who it is, and what it sends.
class Caller {
 public:
  Caller(const http::Router& router, std::string token, std::optional<unsigned> uid = {})
      : router_(router), token_(std::move(token)), uid_(uid) {}

  Task<http::Response> send(http::Verb method, std::string target, std::string body = {}, http::Headers headers = {}) const {
    http::Request request{.method = method, .target = target, .path = target.substr(0, target.find('?')), .headers = std::move(headers), .body = std::move(body)};
    if (const auto at = target.find('?'); at != std::string::npos) {
      const auto equals = target.find('=', at);
      request.query.emplace(target.substr(at + 1, equals - at - 1), target.substr(equals + 1));
    }
    if (!request.body.empty()) request.headers.set("Content-Type", "application/json");
    if (!token_.empty()) request.headers.set("Authorization", "Bearer " + token_);
    request.peer_uid = uid_;
    request.context.request_id = "0123456789abcdef";
    request.context.remote = std::string(request.headers.find("X-Forwarded-For"));
    co_return co_await router_.handle(std::move(request));
  }
  Task<http::Response> get(std::string target) const { return send(http::Verb::get, std::move(target)); }
  Task<http::Response> put(std::string target, std::string body = {}) const { return send(http::Verb::put, std::move(target), std::move(body)); }
  Task<http::Response> post(std::string target, std::string body = {}) const { return send(http::Verb::post, std::move(target), std::move(body)); }

 private:
  const http::Router& router_;
  std::string token_;
  std::optional<unsigned> uid_;
};

/// The callers tests need.
struct Callers {
  Callers(TestPlatform& platform, const http::Router& served) : router(served), shared(platform.shared), issuer(platform.issuer) {}

  Caller person(const std::string& name) const {
    return Caller(router, issuer.access_token({.sub = "auth0|" + name, .email = name + "@example.test", .name = name}));
  }
  Caller unverified_person(const std::string& name) const {
    return Caller(router, issuer.access_token({.sub = "auth0|" + name, .email = name + "@example.test", .name = name, .email_verified = false}));
  }
  Caller operator_() const { return Caller(router, {}, ::geteuid()); }
  Caller stranger() const { return Caller(router, {}); }
  Caller garage(const std::string& slug) const { return Caller(router, shared.signer.sign({.caller = "garage", .tenant = slug})); }
  Caller landing() const { return Caller(router, shared.signer.sign({.caller = "landing", .tenant = {}})); }

  const http::Router& router;
  Shared& shared;
  const oidc_testing::Issuer& issuer;
};

/// Member of an answer's JSON object, as text.
inline std::string field(const http::Response& answer, std::string_view pointer) {
  const auto body = json::parse(answer.body);
  if (!body) return "no JSON: " + answer.body;
  boost::system::error_code ec;
  const auto* value = body->find_pointer(std::string(pointer), ec);
  if (!value) return "nothing at " + std::string(pointer) + " of " + answer.body;
  return value->is_string() ? std::string(value->get_string()) : json::serialize(*value);
}

/// Gives demo-tenant these settings.
inline Task<http::Response> set_settings(const Callers& callers, std::string settings) {
  const auto dora = callers.person("dora");
  const auto read = co_await dora.get("/api/v1/tenants/demo-tenant");
  http::Headers headers;
  headers.set("If-Match", std::string(read.headers.find("ETag")));
  co_return co_await dora.send(http::Verb::put, "/api/v1/tenants/demo-tenant", R"({"settings":)" + std::move(settings) + "}", std::move(headers));
}

using Body = std::function<Task<>(TestPlatform&, const Callers&)>;

/// Runs a test on the router with a reconciler beside it; `demo-tenant` (owner dora, admin adam, member mia, viewer vera)
/// and `acme-corp` (owner carl) are active, olivia is a platform admin.
void on_platform(const Body& body);
/// The same without tenants, people and reconciler.
void on_empty_platform(const Body& body);

}  // namespace mvp::tenants
