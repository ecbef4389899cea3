#pragma once
#include <gtest/gtest.h>

#include <functional>
#include <map>
#include <string>

#include "mvp/core/encoding.hpp"
#include "mvp/oidc/bff.hpp"
#include "mvp/oidc_testing/issuer.hpp"
#include "mvp/testing/servers.hpp"

namespace mvp::oidc {

using oidc_testing::Issuer;
using oidc_testing::Person;

constexpr auto origin = "http://demo-tenant.example:8080";
constexpr auto session_name = "__Host-Http-mvp_sid";
constexpr auto login_name = "__Host-Http-mvp_tx";

inline BffConfig site_config(std::string tenant = "demo-tenant") {
  return {.origin = origin, .session_key = std::string(32, 'k'), .tenant = std::move(tenant)};
}

/// One site with its BFF, a real Redis and an issuer, driven as a browser would.
struct Site {
  Site(const boost::asio::any_io_executor& executor, Issuer& at, std::string tenant = "demo-tenant")
      : Site(executor, at, site_config(std::move(tenant))) {}
  Site(const boost::asio::any_io_executor& executor, Issuer& at, BffConfig config)
      : issuer(at),
        client(executor),
        redis(executor, {.url = testing::redis_url(), .password = {}}),
        provider(executor, client,
                 {.issuer = issuer.url(),
                  .internal_url = {},
                  .audience = Issuer::audience,
                  .client_id = Issuer::client_id,
                  .client_secret = Issuer::client_secret}),
        bff(provider, redis, std::move(config)),
        router([](http::Request&) -> Task<Result<>> { co_return Result<>{}; }) {
    bff.mount(router);
  }

  Task<http::Response> get(std::string path, std::map<std::string, std::string, std::less<>> query,
                           std::string cookie = {}) {
    http::Request request{.method = http::Verb::get, .target = path, .path = path};
    request.query = std::move(query);
    if (!cookie.empty()) request.headers.set("Cookie", std::move(cookie));
    return router.handle(std::move(request));
  }
  Task<http::Response> log_out(std::string cookie, std::string from) {
    http::Request request{.method = http::Verb::post, .target = "/auth/logout", .path = "/auth/logout"};
    request.headers.set("Origin", std::move(from));
    request.headers.set("Cookie", std::move(cookie));
    return router.handle(std::move(request));
  }
  /// The query of the callback after a sign-in at the issuer.
  std::map<std::string, std::string, std::less<>> signed_in_at_issuer(const http::Response& login,
                                                                      const Person& person = {}) {
    const auto text = issuer.sign_in(std::string(login.headers.find("Location")), person);
    std::map<std::string, std::string, std::less<>> out;
    for (std::string_view rest = text; !rest.empty();) {
      const auto pair = rest.substr(0, rest.find('&'));
      rest.remove_prefix(std::min(rest.size(), pair.size() + 1));
      out[std::string(pair.substr(0, pair.find('=')))] = percent_decode(pair.substr(pair.find('=') + 1)).value();
    }
    return out;
  }
  static std::string cookie_of(const http::Response& response, std::string_view name) {
    for (const auto& [key, value] : response.headers.all())
      if (key == "Set-Cookie" && value.starts_with(std::string(name) + "=")) return value.substr(0, value.find(';'));
    return {};
  }
  /// A whole sign-in. @return the session cookie, "name=value".
  Task<std::string> sign_in(std::string return_to = "/") {
    std::map<std::string, std::string, std::less<>> query{{"returnTo", std::move(return_to)}};
    const auto login = co_await get("/auth/login", std::move(query));
    auto callback = signed_in_at_issuer(login);
    const auto done = co_await get("/auth/callback", std::move(callback), cookie_of(login, login_name));
    EXPECT_EQ(done.status, 303);
    co_return cookie_of(done, session_name);
  }
  Task<std::optional<Session>> session(std::string cookie) {
    http::Request request{.method = http::Verb::get, .target = "/auth/session", .path = "/auth/session"};
    request.headers.set("Cookie", std::move(cookie));
    auto session = co_await bff.authenticate(request);
    co_return session ? *session : std::nullopt;
  }

  Issuer& issuer;
  http::Client client;
  redis::Client redis;
  Provider provider;
  Bff bff;
  http::Router router;
};

using Query = std::map<std::string, std::string, std::less<>>;

/// Runs a test's coroutine on a site.
inline void on_site(Issuer& issuer, std::function<Task<>(Site&)> body) {
  testing::run([&](boost::asio::any_io_executor executor) -> Task<> {
    Site site(executor, issuer);
    co_await body(site);
  });
}

}  // namespace mvp::oidc
