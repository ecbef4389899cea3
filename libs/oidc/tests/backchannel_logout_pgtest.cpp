#include <gtest/gtest.h>

#include "mvp/core/unavailable.hpp"
#include "site.hpp"

namespace mvp::oidc {
namespace {

using oidc_testing::Issuer;
using oidc_testing::Person;

/// A site that takes logout tokens of two clients, and what it passed on.
struct Listener {
  std::vector<LogoutNotice> passed_on{};
  bool is_platform_away = false;

  BffConfig config() {
    auto out = site_config();
    out.back_channel = {.client_ids = {Issuer::client_id, "mvp-other"}, .pass_on = [this](const Context&, const LogoutNotice& notice) -> Task<> {
                          if (is_platform_away) throw Unavailable("the platform is away");
                          passed_on.push_back(notice);
                          co_return;
                        }};
    return out;
  }
};

Task<http::Response> send(Site& site, std::string body, std::string type = "application/x-www-form-urlencoded") {
  http::Request request{.method = http::Verb::post, .target = "/auth/backchannel-logout", .path = "/auth/backchannel-logout"};
  request.headers.set("Content-Type", std::move(type));
  request.body = std::move(body);
  co_return co_await site.router.handle(std::move(request));
}

void on_listening_site(Issuer& issuer, Listener& listener, std::function<Task<>(Site&)> body) {
  testing::run([&](boost::asio::any_io_executor executor) -> Task<> {
    Site site(executor, issuer, listener.config());
    co_await body(site);
  });
}

TEST(BackChannelLogout, ends_the_sessions_of_the_providers_session_and_tells_the_platform) {
  Issuer issuer;
  Listener listener;
  on_listening_site(issuer, listener, [&](Site& site) -> Task<> {
    const auto cookie = co_await site.sign_in();
    issuer.name_session("another browser's");
    const auto elsewhere = co_await site.sign_in();
    const auto answer = co_await send(site, "logout_token=" + issuer.logout_token({}, {{"sid", "provider-session"}}));
    EXPECT_EQ(answer.status, 200);
    EXPECT_EQ(answer.headers.find("Cache-Control"), "no-store");
    EXPECT_FALSE((co_await site.session(cookie)).has_value());
    EXPECT_TRUE((co_await site.session(elsewhere)).has_value());
    EXPECT_EQ(listener.passed_on.size(), 1u);
    EXPECT_EQ(listener.passed_on.at(0).sid, "provider-session");
    EXPECT_EQ(listener.passed_on.at(0).subject, "auth0|mia");
  });
}

TEST(BackChannelLogout, without_a_session_it_ends_all_of_the_person_and_of_nobody_else) {
  Issuer issuer;
  Listener listener;
  on_listening_site(issuer, listener, [&](Site& site) -> Task<> {
    const auto first = co_await site.sign_in();
    issuer.name_session("another browser's");
    const auto second = co_await site.sign_in();
    const auto other = co_await send(site, "logout_token=" + issuer.logout_token({.sub = "auth0|vera"}, {{"sid", nullptr}}));
    EXPECT_EQ(other.status, 200);
    EXPECT_TRUE((co_await site.session(first)).has_value());
    const auto own = co_await send(site, "logout_token=" + issuer.logout_token({}, {{"sid", nullptr}, {"aud", "mvp-other"}}));
    EXPECT_EQ(own.status, 200);
    EXPECT_FALSE((co_await site.session(first)).has_value());
    EXPECT_FALSE((co_await site.session(second)).has_value());
    const auto later = co_await site.sign_in();
    EXPECT_TRUE((co_await site.session(later)).has_value());
  });
}

TEST(BackChannelLogout, a_token_works_once) {
  Issuer issuer;
  Listener listener;
  on_listening_site(issuer, listener, [&](Site& site) -> Task<> {
    const auto token = "logout_token=" + issuer.logout_token({});
    EXPECT_EQ((co_await send(site, token)).status, 200);
    const auto cookie = co_await site.sign_in();
    const auto again = co_await send(site, token);
    EXPECT_EQ(again.status, 400);
    EXPECT_TRUE((co_await site.session(cookie)).has_value());
    EXPECT_EQ(listener.passed_on.size(), 1u);
  });
}

TEST(BackChannelLogout, what_is_no_valid_token_is_refused_without_a_word) {
  Issuer issuer;
  const Issuer other;
  Listener listener;
  on_listening_site(issuer, listener, [&](Site& site) -> Task<> {
    const auto cookie = co_await site.sign_in();
    const auto good = issuer.logout_token({});
    const std::vector<std::string> bodies{"",
                                          "logout_token=",
                                          "token=" + good,
                                          "logout_token=" + good + "&logout_token=" + good,
                                          "logout_token=" + good + "x",
                                          "logout_token=" + other.logout_token({}),
                                          "logout_token=" + issuer.id_token({}, "nonce"),
                                          "logout_token=" + issuer.access_token({}),
                                          "logout_token=" + issuer.logout_token({}, {}, "JWT"),
                                          "logout_token=" + issuer.logout_token({}, {{"aud", "https://other"}}),
                                          "logout_token=" + issuer.logout_token({}, {{"iss", "https://other/"}}),
                                          "logout_token=" + issuer.logout_token({}, {{"nonce", "n"}}),
                                          "logout_token=" + issuer.logout_token({}, {{"events", nullptr}}),
                                          "logout_token=" + issuer.logout_token({}, {{"jti", nullptr}}),
                                          "logout_token=" + issuer.logout_token({}, {{"iat", nullptr}}),
                                          "logout_token=" + issuer.logout_token({}, {{"iat", 1}}),
                                          "logout_token=" + issuer.logout_token({}, {{"sub", nullptr}, {"sid", nullptr}})};
    for (const auto& body : bodies) {
      const auto answer = co_await send(site, body);
      EXPECT_EQ(answer.status, 400) << body;
      EXPECT_EQ(answer.body, "") << body;
      EXPECT_EQ(answer.headers.find("Cache-Control"), "no-store") << body;
    }
    const auto as_json = co_await send(site, "logout_token=" + good, "application/json");
    EXPECT_EQ(as_json.status, 400);
    EXPECT_TRUE((co_await site.session(cookie)).has_value());
    EXPECT_TRUE(listener.passed_on.empty());
  });
}

TEST(BackChannelLogout, a_token_that_the_platform_could_not_be_told_of_may_come_again) {
  Issuer issuer;
  Listener listener;
  on_listening_site(issuer, listener, [&](Site& site) -> Task<> {
    const auto cookie = co_await site.sign_in();
    const auto token = "logout_token=" + issuer.logout_token({});
    listener.is_platform_away = true;
    EXPECT_EQ((co_await send(site, token)).status, 503);
    listener.is_platform_away = false;
    EXPECT_EQ((co_await send(site, token)).status, 200);
    EXPECT_FALSE((co_await site.session(cookie)).has_value());
    EXPECT_EQ(listener.passed_on.size(), 1u);
  });
}

TEST(BackChannelLogout, a_site_that_is_not_registered_has_no_such_address) {
  Issuer issuer;
  on_site(issuer, [&](Site& site) -> Task<> {
    EXPECT_EQ((co_await send(site, "logout_token=" + issuer.logout_token({}))).status, 404);
  });
}

TEST(Sessions, one_that_was_revoked_elsewhere_ends_here_for_good) {
  Issuer issuer;
  bool is_revoked = false;
  auto config = site_config();
  config.is_revoked = [&](const Context&, const Session& session) -> Task<bool> {
    EXPECT_EQ(session.claims.sid, "provider-session");
    EXPECT_GT(session.created_at_ms, 1'700'000'000'000);
    co_return is_revoked;
  };
  testing::run([&](boost::asio::any_io_executor executor) -> Task<> {
    Site site(executor, issuer, config);
    const auto cookie = co_await site.sign_in();
    EXPECT_TRUE((co_await site.session(cookie)).has_value());
    is_revoked = true;
    EXPECT_FALSE((co_await site.session(cookie)).has_value());
    is_revoked = false;
    EXPECT_FALSE((co_await site.session(cookie)).has_value());
  });
}

}  // namespace
}  // namespace mvp::oidc
