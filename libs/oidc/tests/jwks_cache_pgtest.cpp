#include "../src/jwks_cache.hpp"

#include <gtest/gtest.h>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/steady_timer.hpp>

#include "mvp/http/client.hpp"
#include "mvp/oidc/provider.hpp"
#include "mvp/oidc_testing/issuer.hpp"
#include "mvp/testing/servers.hpp"

namespace mvp::oidc {
namespace {

using oidc_testing::Issuer;
using oidc_testing::Person;
using std::chrono::milliseconds;
using std::chrono::minutes;
using std::chrono::seconds;

Task<> pause(milliseconds time) {
  boost::asio::steady_timer timer(co_await boost::asio::this_coro::executor, time);
  co_await timer.async_wait(boost::asio::use_awaitable);
}

/// A clock that goes as far as a test says.
struct HandClock {
  std::chrono::steady_clock::time_point time = std::chrono::steady_clock::now();
  void go(std::chrono::milliseconds by) { time += by; }
  JwksRules rules() {
    return {.now = [this] { return time; }};
  }
};

/// Keys of a test issuer over real HTTP.
class Keys {
 public:
  Keys(const boost::asio::any_io_executor& executor, Issuer& issuer, JwksRules rules)
      : url_(issuer.url() + ".well-known/jwks.json"),
        client_(executor),
        cache_([this](const Context& context) { return fetch(context); }, rules) {}

  Task<bool> has(std::string kid) { co_return (co_await cache_.find(Context{}, std::move(kid))).has_value(); }

 private:
  Task<std::string> fetch(const Context& context) {
    http::ClientRequest request{.url = url_};
    const auto answer = co_await client_.send(context, std::move(request));
    if (answer.status != 200) throw http::ClientUnavailable("the issuer answers " + std::to_string(answer.status));
    co_return answer.body;
  }

  std::string url_;
  http::Client client_;
  JwksCache cache_;
};

TEST(JwksCache, a_thousand_unknown_kids_cause_one_fetch) {
  Issuer issuer;
  testing::run([&](boost::asio::any_io_executor executor) -> Task<> {
    Keys keys(executor, issuer, {});
    EXPECT_TRUE(co_await keys.has("first"));
    EXPECT_EQ(issuer.key_fetches(), 1);
    for (int i = 0; i < 1000; ++i) EXPECT_FALSE(co_await keys.has("unknown-" + std::to_string(i)));
    EXPECT_EQ(issuer.key_fetches(), 2);
  });
}

TEST(JwksCache, a_thousand_unknown_kids_at_once_cause_one_fetch) {
  Issuer issuer;
  testing::run([&](boost::asio::any_io_executor executor) -> Task<> {
    Keys keys(executor, issuer, {});
    int answered = 0;
    auto ask = [&](int i) -> Task<> {
      EXPECT_FALSE(co_await keys.has("unknown-" + std::to_string(i)));
      ++answered;
    };
    for (int i = 0; i < 1000; ++i) boost::asio::co_spawn(executor, ask(i), boost::asio::detached);
    while (answered < 1000) co_await pause(milliseconds(5));
    EXPECT_EQ(issuer.key_fetches(), 1);
  });
}

TEST(JwksCache, a_rotated_key_works_with_its_first_token) {
  Issuer issuer;
  testing::run([&](boost::asio::any_io_executor executor) -> Task<> {
    Keys keys(executor, issuer, {});
    EXPECT_TRUE(co_await keys.has("first"));
    issuer.rotate_key("second");
    EXPECT_TRUE(co_await keys.has("second"));
    EXPECT_FALSE(co_await keys.has("first"));
  });
}

TEST(JwksCache, a_key_that_comes_during_the_cooldown_works_after_it) {
  Issuer issuer;
  testing::run([&](boost::asio::any_io_executor executor) -> Task<> {
    HandClock clock;
    Keys keys(executor, issuer, clock.rules());
    EXPECT_TRUE(co_await keys.has("first"));
    clock.go(seconds(1));
    EXPECT_FALSE(co_await keys.has("unknown"));
    issuer.rotate_key("second");
    clock.go(seconds(29));
    EXPECT_FALSE(co_await keys.has("second"));
    clock.go(seconds(1));
    EXPECT_TRUE(co_await keys.has("second"));
  });
}

TEST(JwksCache, keys_are_fetched_again_after_ten_minutes) {
  Issuer issuer;
  testing::run([&](boost::asio::any_io_executor executor) -> Task<> {
    HandClock clock;
    Keys keys(executor, issuer, clock.rules());
    EXPECT_TRUE(co_await keys.has("first"));
    clock.go(minutes(10) - seconds(1));
    EXPECT_TRUE(co_await keys.has("first"));
    EXPECT_EQ(issuer.key_fetches(), 1);
    clock.go(seconds(1));
    EXPECT_TRUE(co_await keys.has("first"));
    EXPECT_EQ(issuer.key_fetches(), 2);
  });
}

TEST(JwksCache, old_keys_serve_for_less_than_an_hour_while_the_issuer_is_away_and_for_no_longer) {
  Issuer issuer;
  testing::run([&](boost::asio::any_io_executor executor) -> Task<> {
    HandClock clock;
    Keys keys(executor, issuer, clock.rules());
    EXPECT_TRUE(co_await keys.has("first"));
    issuer.answer_with(500);
    clock.go(minutes(10));
    EXPECT_TRUE(co_await keys.has("first"));
    EXPECT_TRUE(co_await keys.has("first"));
    EXPECT_EQ(issuer.key_fetches(), 2) << "a failing issuer is not asked at every request";
    clock.go(minutes(50) - seconds(1));
    EXPECT_TRUE(co_await keys.has("first"));
    clock.go(seconds(1));
    bool is_unavailable = false;
    try {
      co_await keys.has("first");
    } catch (const http::ClientUnavailable&) {
      is_unavailable = true;
    }
    EXPECT_TRUE(is_unavailable);
    issuer.answer_with(200);
    clock.go(seconds(2));
    EXPECT_TRUE(co_await keys.has("first"));
  });
}

TEST(Provider, an_access_token_of_the_issuer_is_accepted_and_an_id_token_is_not) {
  Issuer issuer;
  testing::run([&](boost::asio::any_io_executor executor) -> Task<> {
    http::Client client(executor);
    Provider provider(executor, client,
                      {.issuer = issuer.url(),
                       .internal_url = {},
                       .audience = Issuer::audience,
                       .client_id = Issuer::client_id,
                       .client_secret = Issuer::client_secret});
    const auto claims = co_await provider.verify_access_token(Context{}, issuer.access_token(Person{}));
    EXPECT_TRUE(claims && claims->subject == "auth0|mia" && claims->email == "mia@demo-tenant.example");
    const auto id_token = co_await provider.verify_access_token(Context{}, issuer.id_token(Person{}, "nonce"));
    EXPECT_FALSE(id_token);
    EXPECT_EQ(id_token.error().code, Errc::unauthenticated);
  });
}

TEST(Provider, the_internal_address_is_used_under_the_issuers_name) {
  Issuer issuer;
  testing::run([&](boost::asio::any_io_executor executor) -> Task<> {
    http::Client client(executor);
    // A name that resolves nowhere: only the internal address can answer, and the document names another issuer.
    Provider provider(executor, client,
                      {.issuer = "http://auth.invalid/",
                       .internal_url = issuer.url(),
                       .audience = Issuer::audience,
                       .client_id = Issuer::client_id,
                       .client_secret = Issuer::client_secret});
    std::string why;
    try {
      co_await provider.authorization_endpoint(Context{});
    } catch (const http::ClientUnavailable& e) {
      why = e.what();
    }
    EXPECT_NE(why.find("not http://auth.invalid/"), std::string::npos) << why;
  });
}

}  // namespace
}  // namespace mvp::oidc
