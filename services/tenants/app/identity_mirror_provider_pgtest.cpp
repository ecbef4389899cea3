// How the mirror gets along with a provider that is slow, strict, away or set up wrongly.
#include "app/identity_mirror_testing.hpp"

namespace mvp::tenants {
namespace {

using namespace std::chrono_literals;

http::Headers header(const std::string& name, const std::string& value) {
  http::Headers headers;
  headers.set(name, value);
  return headers;
}

std::string in_seconds(std::int64_t from_now) { return std::to_string(Instant::now().us / 1'000'000 + from_now); }

/// What the operator reads about mia.
std::string trouble(const TestMirror& mirror) { return mirror.query("SELECT last_error FROM identity_mirror WHERE user_sub = 'auth0|mia'"); }

TEST(IdentityMirrorProvider, one_token_serves_many_calls) {
  on_mirror([](TestPlatform&, const Callers&, ManagementApi& api, TestMirror& mirror) -> Task<> {
    for (const std::string name : {"mia", "nina"}) join(mirror, name);
    co_await mirror.work_off();
    EXPECT_EQ(api.patches(), 2);
    EXPECT_EQ(api.token_fetches(), 1);
  });
}

TEST(IdentityMirrorProvider, a_token_that_expires_at_once_is_fetched_for_every_call) {
  on_mirror([](TestPlatform&, const Callers&, ManagementApi& api, TestMirror& mirror) -> Task<> {
    api.set_token_lifetime(0);
    for (const std::string name : {"mia", "nina"}) join(mirror, name);
    co_await mirror.work_off();
    EXPECT_EQ(mirror.waiting(), "");
    EXPECT_EQ(api.token_fetches(), 2);
  });
}

TEST(IdentityMirrorProvider, a_token_that_is_refused_is_fetched_anew_once) {
  on_mirror([](TestPlatform&, const Callers&, ManagementApi& api, TestMirror& mirror) -> Task<> {
    join(mirror, "mia");
    co_await mirror.work_off();
    api.withdraw_tokens();
    join(mirror, "nina");
    co_await mirror.work_off();
    EXPECT_EQ(mirror.state("auth0|nina"), "mirrored");
    EXPECT_EQ(api.token_fetches(), 2);
    EXPECT_EQ(api.patches(), 3);
    api.answer_patches_with(401);
    join(mirror, "mia", "acme-corp");
    const auto turn = co_await mirror.run_one();
    EXPECT_GT(turn.pause, 0s);
    EXPECT_EQ(api.token_fetches(), 3) << "not for ever";
    EXPECT_EQ(trouble(mirror), "The provider does not take the token it gave us: is MVP_MANAGEMENT_AUDIENCE right? 401 as told");
  });
}

TEST(IdentityMirrorProvider, a_provider_that_asks_for_fewer_calls_is_left_alone_until_it_says) {
  on_mirror([](TestPlatform&, const Callers&, ManagementApi& api, TestMirror& mirror) -> Task<> {
    join(mirror, "mia");
    const auto pause_after = [&](http::Headers headers) -> Task<std::chrono::seconds> {
      api.answer_patches_with(429, std::move(headers));
      const auto turn = co_await mirror.run_one();
      EXPECT_TRUE(turn.was_due) << "the person is due again at once: it was not their fault";
      co_return turn.pause;
    };
    const auto until_reset = co_await pause_after(header("x-ratelimit-reset", in_seconds(40)));
    EXPECT_GE(until_reset, 35s);
    EXPECT_LE(until_reset, 40s);
    const auto retry_after = co_await pause_after(header("Retry-After", "7"));
    EXPECT_EQ(retry_after, 7s);
    const auto capped = co_await pause_after(header("x-ratelimit-reset", in_seconds(86'400)));
    EXPECT_EQ(capped, 300s);
    const auto past = co_await pause_after(header("x-ratelimit-reset", in_seconds(-40)));
    EXPECT_EQ(past, 1s);
    const auto nonsense = co_await pause_after(header("Retry-After", "soon"));
    EXPECT_EQ(nonsense, 1s);
    EXPECT_EQ(mirror.query("SELECT attempts FROM identity_mirror"), "0");
    api.answer_patches_with(200);
    co_await mirror.work_off();
    EXPECT_EQ(mirror.state("auth0|mia"), "mirrored");
  });
}

TEST(IdentityMirrorProvider, somebody_it_does_not_know_has_failed_and_is_not_tried_again_until_their_memberships_change) {
  on_mirror([](TestPlatform&, const Callers&, ManagementApi& api, TestMirror& mirror) -> Task<> {
    join(mirror, "olga");
    join(mirror, "mia");
    co_await mirror.work_off();
    EXPECT_EQ(mirror.state("auth0|olga"), "failed");
    EXPECT_EQ(mirror.state("auth0|mia"), "mirrored") << "others do not wait for it";
    mirror.skip_time();
    const auto turns = co_await mirror.work_off();
    EXPECT_EQ(turns, 0);
    api.add_user("auth0|olga");
    mirror.query("UPDATE memberships SET role = 'admin' WHERE user_sub = 'auth0|olga'");
    co_await mirror.work_off();
    EXPECT_EQ(mirror.state("auth0|olga"), "mirrored");
  });
}

TEST(IdentityMirrorProvider, one_that_fails_is_tried_again_later_and_less_and_less_often) {
  on_mirror([](TestPlatform&, const Callers&, ManagementApi& api, TestMirror& mirror) -> Task<> {
    join(mirror, "mia");
    api.answer_patches_with(503);
    const auto first = co_await mirror.run_one();
    EXPECT_EQ(trouble(mirror), "The provider answers 503 as told");
    EXPECT_EQ(mirror.query("SELECT next_attempt_at BETWEEN now() + interval '2 s' AND now() + interval '7 s' FROM identity_mirror"), "t");
    const auto too_soon = co_await mirror.work_off();
    EXPECT_EQ(too_soon, 0);
    mirror.skip_time();
    const auto second = co_await mirror.run_one();
    EXPECT_GT(second.pause, first.pause);
    mirror.query("UPDATE identity_mirror SET attempts = 40");
    mirror.skip_time();
    co_await mirror.run_one();
    EXPECT_EQ(mirror.query("SELECT next_attempt_at BETWEEN now() + interval '40 min' AND now() + interval '80 min' FROM identity_mirror"), "t");
    api.answer_patches_with(200);
    mirror.skip_time();
    co_await mirror.work_off();
    EXPECT_EQ(mirror.state("auth0|mia"), "mirrored");
  });
}

TEST(IdentityMirrorProvider, one_that_is_away_loses_nothing) {
  on_mirror([](TestPlatform& platform, const Callers&, ManagementApi& api, TestMirror& mirror) -> Task<> {
    join(mirror, "mia");
    auto nowhere = config_of(api);
    nowhere.url = "http://127.0.0.1:1";
    TestMirror in_vain(co_await boost::asio::this_coro::executor, platform, nowhere);
    const auto turn = co_await in_vain.run_one();
    EXPECT_GT(turn.pause, 0s);
    EXPECT_EQ(mirror.state("auth0|mia"), "waiting");
    mirror.skip_time();
    co_await mirror.work_off();
    EXPECT_EQ(mirror.state("auth0|mia"), "mirrored");
  });
}

TEST(IdentityMirrorProvider, wrong_settings_are_named_and_nobody_is_given_up_for_them) {
  on_mirror([](TestPlatform& platform, const Callers&, ManagementApi& api, TestMirror& mirror) -> Task<> {
    join(mirror, "mia");
    const auto executor = co_await boost::asio::this_coro::executor;
    auto wrong_secret = config_of(api), wrong_audience = config_of(api);
    wrong_secret.client_secret = "another secret";
    wrong_audience.audience = "https://elsewhere.example/api/v2/";
    const std::pair<ManagementConfig, std::string> cases[] = {
        {wrong_secret, "The provider gives us no token: 401 Unauthorized"},
        {wrong_audience, "The provider gives us no token: 403 Service not enabled within domain"}};
    for (const auto& [config, reason] : cases) {
      TestMirror mistaken(executor, platform, config);
      const auto turn = co_await mistaken.run_one();
      EXPECT_GT(turn.pause, 0s);
      EXPECT_EQ(trouble(mirror), reason);
    }
    api.grant("read:users");
    const auto turn = co_await mirror.run_one();
    EXPECT_GT(turn.pause, 0s);
    EXPECT_EQ(trouble(mirror), "Our client is not granted the scope update:users_app_metadata: "
                               "403 Insufficient scope, expected any of: update:users_app_metadata");
    EXPECT_EQ(mirror.waiting(), "mia");
    EXPECT_EQ(mirror.query("SELECT attempts FROM identity_mirror"), "0");
  });
}

TEST(IdentityMirrorProvider, a_token_endpoint_that_fails_is_waited_for) {
  on_mirror([](TestPlatform&, const Callers&, ManagementApi& api, TestMirror& mirror) -> Task<> {
    join(mirror, "mia");
    api.answer_token_requests_with(500);
    const auto turn = co_await mirror.run_one();
    EXPECT_GT(turn.pause, 0s);
    EXPECT_EQ(trouble(mirror), "The provider answers 500 as told");
    EXPECT_EQ(api.patches(), 0);
    api.answer_token_requests_with(200);
    mirror.skip_time();
    co_await mirror.work_off();
    EXPECT_EQ(mirror.state("auth0|mia"), "mirrored");
  });
}

}  // namespace
}  // namespace mvp::tenants
