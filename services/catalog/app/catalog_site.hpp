#pragma once
#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <thread>

#include "app/wiring.hpp"
#include "import/source.hpp"
#include "mvp/oidc_testing/issuer.hpp"
#include "mvp/testing/servers.hpp"

namespace mvp::catalog {

/// A control plane as far as this service sees it: it signs service tokens and publishes the key.
class ControlPlane {
 public:
  ControlPlane()
      : signer_(key_file()), server_({.listen = {"tcp:127.0.0.1:0"}}, [this](boost::asio::io_context&) {
          return [this](http::Request) -> Task<http::Response> { co_return http::Response{.status = 200, .body = jwks()}; };
        }) {
    server_.bind();
    thread_ = std::jthread([this] { server_.run(); });
  }
  ~ControlPlane() { server_.stop(); }

  std::string url() const { return "http://127.0.0.1:" + std::to_string(server_.port()); }
  std::string token(const std::string& service, const std::string& tenant, std::int64_t expires_at = 0) const {
    return signer_.sign({.caller = service, .tenant = tenant, .expires_at = expires_at});
  }
  std::string jwks() const { return signer_.jwks(); }

 private:
  std::string key_file() const {
    const auto file = (directory_.path() / "key.pem").string();
    oidc::ServiceTokenSigner::create_key_file(file);
    return file;
  }
  vpic_import::TemporaryDirectory directory_;
  oidc::ServiceTokenSigner signer_;
  http::Server server_;
  std::jthread thread_;
};

inline Settings test_settings(const oidc_testing::Issuer& issuer, std::string tenants_url, std::string database_url = {}) {
  return Settings{.listen = {"tcp:127.0.0.1:0"},
                  .log_level = "warn",
                  .threads = 1,
                  .database_url = std::move(database_url),
                  .provider = {.issuer = issuer.url(), .internal_url = {}, .audience = oidc_testing::Issuer::audience, .client_id = {}, .client_secret = {}},
                  .tenants_url = std::move(tenants_url)};
}

inline http::Request request_of(const std::string& target, const std::string& token = {}) {
  http::Request request{.target = target, .path = target.substr(0, target.find('?'))};
  request.context.request_id = "0123456789abcdef";
  if (const auto mark = target.find('?'); mark != std::string::npos) {
    std::string rest = target.substr(mark + 1);
    for (std::size_t end = 0; !rest.empty(); rest.erase(0, end == std::string::npos ? rest.size() : end + 1)) {
      end = rest.find('&');
      const auto pair = rest.substr(0, end);
      request.query[pair.substr(0, pair.find('='))] = pair.substr(pair.find('=') + 1);
    }
  }
  if (!token.empty()) request.headers.set("Authorization", "Bearer " + token);
  return request;
}

}  // namespace mvp::catalog
