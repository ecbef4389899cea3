#pragma once
#include <boost/asio/any_io_executor.hpp>
#include <string>

#include "app/wiring.hpp"
#include "mvp/oidc_testing/issuer.hpp"
#include "mvp/testing/servers.hpp"

namespace mvp::landing {

/// Settings of a landing service for a test: real Redis, an issuer of the test, a control plane at `tenants_url`.
inline Settings test_settings(const oidc_testing::Issuer& issuer, std::string tenants_url) {
  return Settings{.listen = {"tcp:127.0.0.1:0"},
                  .log_level = "warn",
                  .threads = 1,
                  .scheme = "http",
                  .domain = "motovaultpro.localhost",
                  .public_port = 8080,
                  .provider = {.issuer = issuer.url(),
                               .internal_url = {},
                               .audience = oidc_testing::Issuer::audience,
                               .client_id = oidc_testing::Issuer::client_id,
                               .client_secret = oidc_testing::Issuer::client_secret},
                  .garage_client_id = "mvp-garage",
                  .redis_url = testing::redis_url(),
                  .tenants_url = std::move(tenants_url),
                  .landing_secret = "secret",
                  .session_key = std::string(32, 'k')};
}

/// An address at which nothing listens.
constexpr auto nowhere = "http://127.0.0.1:1";

}  // namespace mvp::landing
