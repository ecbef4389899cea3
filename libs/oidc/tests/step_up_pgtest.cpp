#include "mvp/oidc/step_up.hpp"

#include <gtest/gtest.h>

#include "site.hpp"

namespace mvp::oidc {
namespace {

using oidc_testing::Issuer;
using std::chrono::minutes;

/// Where the browser lands after a sign-in with this max_age at a provider that signed the person in `seconds_ago`.
Task<std::string> landing_of(Site& site, Issuer& issuer, std::string max_age, std::int64_t seconds_ago) {
  issuer.sign_in_was(seconds_ago);
  Query query{{"max_age", std::move(max_age)}, {"returnTo", "/admin"}};
  const auto login = co_await site.get("/auth/login", std::move(query));
  auto callback = site.signed_in_at_issuer(login);
  const auto done = co_await site.get("/auth/callback", std::move(callback), Site::cookie_of(login, login_name));
  co_return std::string(done.headers.find("Location"));
}

TEST(MaxAge, is_passed_on_and_what_cannot_be_read_asks_for_the_password) {
  Issuer issuer;
  on_site(issuer, [&](Site& site) -> Task<> {
    const auto asked = [&](std::string max_age) -> Task<std::string> {
      Query query{{"max_age", std::move(max_age)}};
      const auto login = co_await site.get("/auth/login", std::move(query));
      co_return std::string(login.headers.find("Location"));
    };
    const auto plain = co_await asked("600");
    EXPECT_NE(plain.find("&max_age=600"), std::string::npos);
    EXPECT_EQ(plain.find("&prompt="), std::string::npos);
    for (const auto junk : {"0", "-1", "86401", "99999999999999999999", "600x", "", "1&prompt=none"}) {
      const auto url = co_await asked(junk);
      EXPECT_TRUE(url.ends_with("&max_age=0&prompt=login")) << junk << ": " << url;
    }
    const auto login = co_await site.get("/auth/login", {});
    EXPECT_EQ(login.headers.find("Location").find("max_age"), std::string_view::npos);
  });
}

TEST(MaxAge, an_older_sign_in_or_one_of_unknown_age_opens_no_session) {
  Issuer issuer;
  on_site(issuer, [&](Site& site) -> Task<> {
    EXPECT_EQ(co_await landing_of(site, issuer, "600", 0), "/admin");
    EXPECT_EQ(co_await landing_of(site, issuer, "600", 599), "/admin");
    EXPECT_EQ(co_await landing_of(site, issuer, "600", 700), "/?auth_error=provider_error");
    EXPECT_EQ(co_await landing_of(site, issuer, "600", -1), "/?auth_error=provider_error");
    EXPECT_EQ(co_await landing_of(site, issuer, "0", 60), "/?auth_error=provider_error");
  });
}

/// What a session is answered whose sign-in was so long ago.
Task<std::optional<http::Response>> refusal(Site& site, Issuer& issuer, std::int64_t seconds_ago) {
  issuer.sign_in_was(seconds_ago);
  http::Request request{.method = http::Verb::get, .target = "/api/x", .path = "/api/x"};
  request.headers.set("Cookie", co_await site.sign_in());
  request.headers.set("X-MVP-CSRF", "1");
  co_return co_await refuse_stale_sign_in(site.provider, site.bff, request, minutes(10));
}

TEST(StepUp, a_sign_in_of_the_last_ten_minutes_will_do_and_an_older_one_is_asked_for_again) {
  Issuer issuer;
  on_site(issuer, [&](Site& site) -> Task<> {
    EXPECT_FALSE((co_await refusal(site, issuer, 0)).has_value());
    EXPECT_FALSE((co_await refusal(site, issuer, 590)).has_value());
    for (const auto seconds_ago : {700, -1}) {
      const auto refused = co_await refusal(site, issuer, seconds_ago);
      EXPECT_TRUE(refused.has_value()) << seconds_ago;
      if (!refused) continue;
      EXPECT_EQ(refused->status, 401);
      EXPECT_NE(refused->body.find(R"("code":"reauthentication_required")"), std::string::npos) << refused->body;
      EXPECT_NE(refused->body.find(R"("login_url":"/auth/login?max_age=600")"), std::string::npos) << refused->body;
      EXPECT_EQ(refused->headers.find("WWW-Authenticate"), R"(Bearer error="insufficient_user_authentication", max_age="600")");
    }
  });
}

TEST(StepUp, a_bearer_token_must_say_when_its_person_signed_in) {
  Issuer issuer;
  on_site(issuer, [&](Site& site) -> Task<> {
    const auto is_refused = [&](const json::Object& more) -> Task<bool> {
      http::Request request{.method = http::Verb::get, .target = "/api/x", .path = "/api/x"};
      request.headers.set("Authorization", "Bearer " + issuer.access_token({}, more));
      co_return (co_await refuse_stale_sign_in(site.provider, site.bff, request, minutes(10))).has_value();
    };
    const auto now_s = oidc_testing::now_in_seconds();
    EXPECT_TRUE(co_await is_refused({}));
    EXPECT_FALSE(co_await is_refused({{"auth_time", now_s - 30}}));
    EXPECT_TRUE(co_await is_refused({{"auth_time", now_s - 700}}));
    EXPECT_TRUE(co_await is_refused({{"auth_time", "now"}}));
  });
}

}  // namespace
}  // namespace mvp::oidc
