#include <gtest/gtest.h>

#include "mvp/core/ids.hpp"
#include "mvp/core/instant.hpp"
#include "mvp/oidc/principal.hpp"
#include "site.hpp"

namespace mvp::oidc {
namespace {

/// A site with the routes, for everybody who is signed in.
struct Desk {
  explicit Desk(Site& at)
      : site(at), router([&at](http::Request& request) -> Task<Result<>> {
          auto who = co_await person_of(at.provider, at.bff, request);
          if (!who) co_return Failure(who.error());
          request.context.principal = std::move(*who);
          co_return Result<>{};
        }) {
    site.bff.mount_own_sessions(router, http::signed_in);
  }

  Task<http::Response> ask(http::Verb method, std::string path, std::string cookie) {
    http::Request request{.method = method, .target = path, .path = path};
    request.headers.set("Cookie", std::move(cookie));
    request.headers.set("Origin", origin);
    request.headers.set("X-MVP-CSRF", "1");
    return router.handle(std::move(request));
  }
  /// The items of the list.
  Task<json::Array> list(std::string cookie) {
    const auto answer = co_await ask(http::Verb::get, "/auth/sessions", std::move(cookie));
    EXPECT_EQ(answer.status, 200) << answer.body;
    EXPECT_EQ(answer.headers.find("Cache-Control"), "no-store");
    co_return json::parse(answer.body)->at("items").as_array();
  }

  Site& site;
  http::Router router;
};

std::string id_of(const json::Value& item) { return std::string(item.at("id").as_string()); }

/// Somebody who has no session yet: all tests have one Redis.
Person somebody() { return {.sub = "auth0|" + random_uuid()}; }

/// A whole sign-in with a browser of this name. @return the session cookie.
Task<std::string> sign_in_with(Site& site, std::string browser, Person person) {
  const auto login = co_await site.get("/auth/login", {});
  http::Request request{.method = http::Verb::get, .target = "/auth/callback", .path = "/auth/callback"};
  request.query = site.signed_in_at_issuer(login, person);
  request.headers.set("Cookie", Site::cookie_of(login, login_name));
  request.headers.set("User-Agent", std::move(browser));
  request.context.remote = "203.0.113.7";
  const auto done = co_await site.router.handle(std::move(request));
  co_return Site::cookie_of(done, session_name);
}

TEST(OwnSessions, are_listed_with_browser_and_address_the_current_one_first_and_nobody_elses_among_them) {
  Issuer issuer;
  on_site(issuer, [&](Site& site) -> Task<> {
    Desk desk(site);
    const auto mia = somebody();
    const auto phone = co_await sign_in_with(site, "a phone", mia), desktop = co_await sign_in_with(site, std::string(1'000, 'x'), mia);
    const auto vera = co_await sign_in_with(site, "vera's", somebody());
    const auto items = co_await desk.list(phone);
    EXPECT_EQ(items.size(), 2u);
    EXPECT_EQ(items.at(0).at("browser").as_string(), "a phone");
    EXPECT_EQ(items.at(0).at("remote").as_string(), "203.0.113.7");
    EXPECT_TRUE(items.at(0).at("is_current").as_bool());
    EXPECT_FALSE(items.at(1).at("is_current").as_bool());
    EXPECT_EQ(items.at(1).at("browser").as_string().size(), 300u);
    EXPECT_EQ(json::serialize(items).find(phone.substr(phone.find('=') + 1)), std::string::npos);
    EXPECT_EQ((co_await desk.list(vera)).size(), 1u);
    EXPECT_EQ((co_await desk.ask(http::Verb::get, "/auth/sessions", "")).status, 401);
  });
}

TEST(OwnSessions, one_is_ended_at_once_by_its_own_person_and_by_nobody_else) {
  Issuer issuer;
  on_site(issuer, [&](Site& site) -> Task<> {
    issuer.sign_in_was(0);
    Desk desk(site);
    const auto mia = somebody();
    const auto phone = co_await sign_in_with(site, "a phone", mia), desktop = co_await sign_in_with(site, "a desktop", mia);
    const auto vera = co_await sign_in_with(site, "vera's", somebody());
    const auto of_phone = "/auth/sessions/" + id_of((co_await desk.list(phone)).at(0));
    const auto foreign = co_await desk.ask(http::Verb::delete_, of_phone, vera);
    const auto unknown = co_await desk.ask(http::Verb::delete_, "/auth/sessions/" + std::string(32, '0'), vera);
    EXPECT_EQ(foreign.status, 404);
    EXPECT_EQ(foreign.body, unknown.body);
    EXPECT_TRUE((co_await site.session(phone)).has_value());
    EXPECT_EQ((co_await desk.ask(http::Verb::delete_, of_phone, desktop)).status, 204);
    EXPECT_FALSE((co_await site.session(phone)).has_value());
    EXPECT_TRUE((co_await site.session(desktop)).has_value());
    EXPECT_EQ((co_await desk.list(desktop)).size(), 1u);
    EXPECT_EQ((co_await desk.ask(http::Verb::delete_, of_phone, desktop)).status, 404);
  });
}

TEST(OwnSessions, a_browser_that_was_left_open_ends_none) {
  Issuer issuer;
  on_site(issuer, [&](Site& site) -> Task<> {
    issuer.sign_in_was(700);
    Desk desk(site);
    const auto mia = somebody();
    const auto phone = co_await sign_in_with(site, "a phone", mia), desktop = co_await sign_in_with(site, "a desktop", mia);
    const auto refused = co_await desk.ask(http::Verb::delete_, "/auth/sessions/" + id_of((co_await desk.list(phone)).at(0)), desktop);
    EXPECT_EQ(refused.status, 401);
    EXPECT_NE(refused.body.find("reauthentication_required"), std::string::npos) << refused.body;
    EXPECT_TRUE((co_await site.session(phone)).has_value());
  });
}

TEST(OwnSessions, looking_at_them_prolongs_none) {
  Issuer issuer;
  on_site(issuer, [&](Site& site) -> Task<> {
    Desk desk(site);
    const auto mia = somebody();
    const auto phone = co_await sign_in_with(site, "a phone", mia), desktop = co_await sign_in_with(site, "a desktop", mia);
    const auto key = (co_await site.session(phone))->key;
    co_await site.redis.command({}, {"EXPIRE", key, "60"});
    const auto items = co_await desk.list(desktop);
    EXPECT_LE((co_await site.redis.command({}, {"TTL", key})).integer(), 60);
    const auto used_at = Instant::parse(items.at(1).at("last_used_at").as_string()).value();
    EXPECT_LE(used_at.us, Instant::now().us - 1'700'000'000);  // 30 minutes less the one it has left
  });
}

}  // namespace
}  // namespace mvp::oidc
