#include <gtest/gtest.h>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <set>

#include "../src/session_store.hpp"
#include "site.hpp"

namespace mvp::oidc {
namespace {

using oidc_testing::Issuer;

TEST(SignIn, goes_to_the_provider_with_pkce_and_comes_back_with_a_session) {
  Issuer issuer;
  on_site(issuer, [&](Site& site) -> Task<> {
    Query query{{"returnTo", "/vehicles"}, {"screen_hint", "signup"}, {"login_hint", "mia@demo-tenant.example"}};
    const auto login = co_await site.get("/auth/login", std::move(query));
    EXPECT_EQ(login.status, 303);
    const auto location = login.headers.find("Location");
    EXPECT_TRUE(location.starts_with(issuer.url() + "authorize?"));
    for (const auto part :
         {"response_type=code", "code_challenge_method=S256", "&state=", "&nonce=", "&screen_hint=signup",
          "&login_hint=mia%40demo-tenant.example", "&audience=https%3A%2F%2Fapi.motovaultpro.com"})
      EXPECT_NE(location.find(part), std::string_view::npos) << part;
    EXPECT_EQ(login.headers.find("Cache-Control"), "no-store");

    auto callback = site.signed_in_at_issuer(login);
    const auto done = co_await site.get("/auth/callback", std::move(callback), Site::cookie_of(login, login_name));
    EXPECT_EQ(done.status, 303);
    EXPECT_EQ(done.headers.find("Location"), "/vehicles");
    const auto session = co_await site.session(Site::cookie_of(done, session_name));
    EXPECT_TRUE(session.has_value() && session->claims.subject == "auth0|mia" && session->claims.email_verified);
  });
}

TEST(SignIn, cookies_are_for_this_host_only_and_out_of_reach_of_scripts) {
  Issuer issuer;
  on_site(issuer, [&](Site& site) -> Task<> {
    const auto login = co_await site.get("/auth/login", {});
    const std::string set(login.headers.find("Set-Cookie"));
    EXPECT_TRUE(set.starts_with("__Host-Http-mvp_tx=")) << set;
    for (const auto part : {"; Path=/", "; Secure", "; HttpOnly", "; SameSite=Lax"})
      EXPECT_NE(set.find(part), std::string::npos) << part;
    EXPECT_EQ(set.find("Domain"), std::string::npos);
    auto callback = site.signed_in_at_issuer(login);
    const auto done = co_await site.get("/auth/callback", std::move(callback), Site::cookie_of(login, login_name));
    const std::string session(done.headers.find("Set-Cookie"));
    for (const auto part : {"__Host-Http-mvp_sid=", "; Path=/", "; Secure", "; HttpOnly", "; SameSite=Strict"})
      EXPECT_NE(session.find(part), std::string::npos) << part;
    EXPECT_EQ(session.find("Domain"), std::string::npos);
  });
}

TEST(SignIn, a_foreign_return_address_is_not_followed) {
  Issuer issuer;
  on_site(issuer, [&](Site& site) -> Task<> {
    for (const auto path : {"//evil.example", "/\\evil.example", "https://evil.example"}) {
      Query query{{"returnTo", path}};
      const auto login = co_await site.get("/auth/login", std::move(query));
      auto callback = site.signed_in_at_issuer(login);
      const auto done = co_await site.get("/auth/callback", std::move(callback), Site::cookie_of(login, login_name));
      EXPECT_EQ(done.headers.find("Location"), "/") << path;
    }
  });
}

TEST(SignIn, a_callback_works_once) {
  Issuer issuer;
  on_site(issuer, [&](Site& site) -> Task<> {
    const auto login = co_await site.get("/auth/login", {});
    const auto callback = site.signed_in_at_issuer(login);
    const auto first = co_await site.get("/auth/callback", callback, Site::cookie_of(login, login_name));
    EXPECT_EQ(first.headers.find("Location"), "/");
    const auto second = co_await site.get("/auth/callback", callback, Site::cookie_of(login, login_name));
    EXPECT_EQ(second.headers.find("Location"), "/?auth_error=expired");
  });
}

TEST(SignIn, a_callback_that_is_not_of_this_browsers_sign_in_is_refused) {
  Issuer issuer;
  on_site(issuer, [&](Site& site) -> Task<> {
    const auto attackers = co_await site.get("/auth/login", {});
    const auto victims = co_await site.get("/auth/login", {});
    auto callback = site.signed_in_at_issuer(attackers);
    const auto without_cookie = co_await site.get("/auth/callback", callback);
    EXPECT_EQ(without_cookie.headers.find("Location"), "/?auth_error=expired");
    const auto swapped = co_await site.get("/auth/callback", callback, Site::cookie_of(victims, login_name));
    EXPECT_EQ(swapped.headers.find("Location"), "/?auth_error=state_mismatch");
    EXPECT_EQ(Site::cookie_of(swapped, session_name), "");
  });
}

TEST(SignIn, an_id_token_of_another_sign_in_is_refused) {
  Issuer issuer;
  on_site(issuer, [&](Site& site) -> Task<> {
    auto login = co_await site.get("/auth/login", {});
    std::string location(login.headers.find("Location"));
    location.insert(location.find("&nonce=") + 7, "x");
    login.headers.set("Location", location);
    auto callback = site.signed_in_at_issuer(login);
    const auto done = co_await site.get("/auth/callback", std::move(callback), Site::cookie_of(login, login_name));
    EXPECT_EQ(done.headers.find("Location"), "/?auth_error=provider_error");
    EXPECT_EQ(Site::cookie_of(done, session_name), "");
  });
}

TEST(SignIn, an_answer_of_another_issuer_is_refused) {
  Issuer issuer;
  on_site(issuer, [&](Site& site) -> Task<> {
    for (const auto iss : {"https://evil.example/", ""}) {
      const auto login = co_await site.get("/auth/login", {});
      auto callback = site.signed_in_at_issuer(login);
      callback["iss"] = iss;
      const auto done = co_await site.get("/auth/callback", callback, Site::cookie_of(login, login_name));
      EXPECT_EQ(done.headers.find("Location"), "/?auth_error=provider_error") << iss;
    }
    const auto login = co_await site.get("/auth/login", {});
    auto callback = site.signed_in_at_issuer(login);
    callback.erase("iss");
    const auto done = co_await site.get("/auth/callback", callback, Site::cookie_of(login, login_name));
    EXPECT_EQ(done.headers.find("Location"), "/?auth_error=provider_error")
        << "the issuer says that it always sends iss";
  });
}

TEST(SignIn, a_sign_in_begun_at_one_tenant_does_not_end_at_another) {
  Issuer issuer;
  testing::run([&](boost::asio::any_io_executor executor) -> Task<> {
    Site demo(executor, issuer, "demo-tenant"), acme(executor, issuer, "acme-corp");
    const auto login = co_await demo.get("/auth/login", {});
    auto callback = demo.signed_in_at_issuer(login);
    const auto done = co_await acme.get("/auth/callback", std::move(callback), Site::cookie_of(login, login_name));
    EXPECT_EQ(done.headers.find("Location"), "/?auth_error=expired");
    const auto cookie = co_await demo.sign_in();
    EXPECT_TRUE((co_await demo.session(cookie)).has_value());
    EXPECT_FALSE((co_await acme.session(cookie)).has_value());
  });
}

TEST(SignIn, the_users_refusal_and_the_providers_errors_have_a_name) {
  Issuer issuer;
  on_site(issuer, [&](Site& site) -> Task<> {
    for (const auto& [error, code] :
         {std::pair{"access_denied", "denied"}, std::pair{"server_error", "provider_error"}}) {
      const auto login = co_await site.get("/auth/login", {});
      auto callback = site.signed_in_at_issuer(login);
      callback["error"] = error;
      const auto done = co_await site.get("/auth/callback", callback, Site::cookie_of(login, login_name));
      EXPECT_EQ(done.headers.find("Location"), std::string("/?auth_error=") + code);
    }
    const auto login = co_await site.get("/auth/login", {});
    auto callback = site.signed_in_at_issuer(login);
    issuer.answer_with(503);
    const auto away = co_await site.get("/auth/callback", callback, Site::cookie_of(login, login_name));
    EXPECT_EQ(away.headers.find("Location"), "/?auth_error=unavailable");
  });
}

TEST(Sessions, every_sign_in_gets_a_new_id_and_ends_the_old_session) {
  Issuer issuer;
  on_site(issuer, [&](Site& site) -> Task<> {
    const auto first = co_await site.sign_in();
    const auto login = co_await site.get("/auth/login", {}, first);
    auto callback = site.signed_in_at_issuer(login);
    const auto done =
        co_await site.get("/auth/callback", std::move(callback), first + "; " + Site::cookie_of(login, login_name));
    const auto second = Site::cookie_of(done, session_name);
    EXPECT_NE(first, second);
    EXPECT_FALSE((co_await site.session(first)).has_value());
    EXPECT_TRUE((co_await site.session(second)).has_value());
  });
}

TEST(Sessions, redis_holds_neither_cookies_nor_tokens_in_the_clear) {
  Issuer issuer;
  on_site(issuer, [&](Site& site) -> Task<> {
    const auto cookie = co_await site.sign_in();
    const auto value = cookie.substr(cookie.find('=') + 1);
    const auto keys = co_await site.redis.command(Context{}, {"KEYS", "*"});
    for (const auto& key : keys.list()) EXPECT_EQ(key.text().find(value), std::string::npos);
    const auto stored = co_await site.redis.read(Context{}, SessionStore::key_of(value));
    EXPECT_TRUE(stored.has_value());
    for (const auto secret : {"auth0|mia", "eyJ", "refresh"})
      EXPECT_EQ(stored.value_or("").find(secret), std::string::npos) << secret;
    const auto ttl = co_await site.redis.command(Context{}, {"TTL", SessionStore::key_of(value)});
    EXPECT_GT(ttl.integer(), 1700);
    EXPECT_LE(ttl.integer(), 1800);
  });
}

TEST(Sessions, no_use_prolongs_a_session_beyond_twelve_hours) {
  Issuer issuer;
  on_site(issuer, [&](Site& site) -> Task<> {
    SessionStore store(site.redis, std::string(32, 'k'));
    const auto cookie = co_await site.sign_in();
    const auto key = SessionStore::key_of(cookie.substr(cookie.find('=') + 1));
    auto stored = co_await store.read(Context{}, key);
    EXPECT_LE(stored->ends_at, oidc_testing::now_in_seconds() + 12 * 3600);
    stored->ends_at = oidc_testing::now_in_seconds();
    EXPECT_TRUE(co_await store.replace(Context{}, key, *stored));
    EXPECT_FALSE((co_await site.session(cookie)).has_value());
  });
}

TEST(AccessTokens, fifty_requests_at_once_refresh_once) {
  Issuer issuer;
  issuer.set_access_lifetime(5);
  testing::run([&](boost::asio::any_io_executor executor) -> Task<> {
    Site site(executor, issuer), other_thread(executor, issuer);
    const auto cookie = co_await site.sign_in();
    const auto session = co_await site.session(cookie);
    issuer.set_access_lifetime(300);
    std::set<std::string> tokens;
    int answered = 0;
    auto ask = [&](Bff& bff) -> Task<> {
      const auto token = co_await bff.access_token(Context{}, *session);
      EXPECT_TRUE(token.has_value());
      tokens.insert(token.value_or(""));
      ++answered;
    };
    for (int i = 0; i < 25; ++i)
      for (auto* bff : {&site.bff, &other_thread.bff})
        boost::asio::co_spawn(executor, ask(*bff), boost::asio::detached);
    boost::asio::steady_timer timer(executor);
    while (answered < 50) {
      timer.expires_after(std::chrono::milliseconds(5));
      co_await timer.async_wait(boost::asio::use_awaitable);
    }
    EXPECT_EQ(issuer.refreshes(), 1);
    EXPECT_EQ(tokens.size(), 1u);
  });
}

TEST(AccessTokens, each_refresh_uses_the_token_that_the_one_before_it_gave) {
  Issuer issuer;
  issuer.set_access_lifetime(5);
  on_site(issuer, [&](Site& site) -> Task<> {
    const auto session = co_await site.session(co_await site.sign_in());
    for (int i = 1; i <= 3; ++i) {
      EXPECT_TRUE((co_await site.bff.access_token(Context{}, *session)).has_value());
      EXPECT_EQ(issuer.refreshes(), i);
    }
  });
}

TEST(AccessTokens, a_refresh_the_provider_refuses_ends_the_session) {
  Issuer issuer;
  issuer.set_access_lifetime(5);
  on_site(issuer, [&](Site& site) -> Task<> {
    const auto cookie = co_await site.sign_in();
    const auto session = co_await site.session(cookie);
    issuer.withdraw_refresh_tokens();
    const auto token = co_await site.bff.access_token(Context{}, *session);
    EXPECT_FALSE(token);
    EXPECT_EQ(token.error().code, Errc::unauthenticated);
    EXPECT_FALSE((co_await site.session(cookie)).has_value());
  });
}

TEST(AccessTokens, while_the_provider_is_away_the_session_stays) {
  Issuer issuer;
  issuer.set_access_lifetime(5);
  on_site(issuer, [&](Site& site) -> Task<> {
    const auto cookie = co_await site.sign_in();
    const auto session = co_await site.session(cookie);
    issuer.answer_with(503);
    bool is_unavailable = false;
    try {
      co_await site.bff.access_token(Context{}, *session);
    } catch (const Unavailable&) {
      is_unavailable = true;
    }
    EXPECT_TRUE(is_unavailable);
    issuer.answer_with(200);
    EXPECT_TRUE((co_await site.bff.access_token(Context{}, *session)).has_value());
  });
}

TEST(LogOut, ends_the_session_here_and_at_the_provider) {
  Issuer issuer;
  on_site(issuer, [&](Site& site) -> Task<> {
    const auto cookie = co_await site.sign_in();
    const auto forged = co_await site.log_out(cookie, "http://evil.example");
    EXPECT_EQ(forged.status, 403);
    EXPECT_TRUE((co_await site.session(cookie)).has_value());
    const auto answer = co_await site.log_out(cookie, origin);
    EXPECT_EQ(answer.status, 200);
    EXPECT_FALSE((co_await site.session(cookie)).has_value());
    EXPECT_EQ(issuer.revoked().size(), 1u);
    const auto body = json::parse(answer.body).value();
    const std::string redirect(body.at("redirect").as_string());
    EXPECT_TRUE(redirect.starts_with(issuer.url() + "oidc/logout?"));
    EXPECT_NE(redirect.find("id_token_hint=eyJ"), std::string::npos);
    EXPECT_NE(redirect.find("post_logout_redirect_uri=http%3A%2F%2Fdemo-tenant.example%3A8080%2F"), std::string::npos);
    EXPECT_NE(std::string(answer.headers.find("Set-Cookie")).find("Max-Age=0"), std::string::npos);
  });
}

}  // namespace
}  // namespace mvp::oidc
