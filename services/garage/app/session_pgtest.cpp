#include <gtest/gtest.h>

#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>

#include "app/garage_site.hpp"

namespace mvp::garage {
namespace {

std::string cookie_of(const http::Response& response, std::string_view name) {
  for (const auto& [key, value] : response.headers.all())
    if (key == "Set-Cookie" && value.starts_with(name)) return value.substr(0, value.find(';'));
  return {};
}

http::Request with_cookie(const std::string& target, const std::string& cookie) {
  auto request = request_of(http::Verb::get, target, "");
  request.headers.set("Cookie", cookie);
  request.headers.set("X-MVP-CSRF", "1");
  return request;
}

/// A browser that has signed in: its session cookie.
Task<std::string> sign_in(GarageSite& site, const Garage& garage, std::string sub) {
  const auto login = co_await garage.answer(request_of(http::Verb::get, "/auth/login", ""));
  const auto query = site.issuer.sign_in(std::string(login.headers.find("Location")), {.sub = sub});
  const auto done = co_await garage.answer(with_cookie("/auth/callback?" + query, cookie_of(login, "__Host-Http-mvp_tx=")));
  EXPECT_EQ(done.headers.find("Location"), "/");
  co_return cookie_of(done, "__Host-Http-mvp_sid=");
}

Task<int> status_of(const Garage& garage, std::string cookie) {
  const auto answer = co_await garage.answer(with_cookie("/api/vehicles", cookie));
  co_return answer.status;
}

Task<> wait_ms(int ms) {
  boost::asio::steady_timer timer(co_await boost::asio::this_coro::executor, std::chrono::milliseconds(ms));
  co_await timer.async_wait(boost::asio::use_awaitable);
}

TEST(GarageSessions, one_that_the_provider_ended_is_out_within_two_seconds_and_the_next_one_lives) {
  GarageSite site;
  site.let_in("auth0|mia", "member");
  site.let_in("auth0|vera", "viewer");
  on_garage(site, [&](const Garage& garage) -> Task<> {
    const auto mia = co_await sign_in(site, garage, "auth0|mia");
    site.issuer.name_session("vera's");
    const auto vera = co_await sign_in(site, garage, "auth0|vera");
    EXPECT_EQ(co_await status_of(garage, mia), 200);
    site.platform.end_session("auth0|mia", "provider-session");
    co_await wait_ms(2'050);
    EXPECT_EQ(co_await status_of(garage, mia), 401);
    EXPECT_EQ(co_await status_of(garage, vera), 200);
    site.issuer.name_session("provider-session");  // even if a provider used the name of a session again
    const auto later = co_await sign_in(site, garage, "auth0|mia");
    EXPECT_EQ(co_await status_of(garage, later), 200);
  });
}

TEST(GarageSessions, of_a_person_whom_the_provider_signed_out_everywhere_all_end) {
  GarageSite site;
  site.let_in("auth0|mia", "member");
  on_garage(site, [&](const Garage& garage) -> Task<> {
    const auto first = co_await sign_in(site, garage, "auth0|mia");
    site.issuer.name_session("another browser's");
    const auto second = co_await sign_in(site, garage, "auth0|mia");
    site.platform.end_session("auth0|mia", "");
    EXPECT_EQ(co_await status_of(garage, first), 401);
    EXPECT_EQ(co_await status_of(garage, second), 401);
    const auto later = co_await sign_in(site, garage, "auth0|mia");
    EXPECT_EQ(co_await status_of(garage, later), 200);
  });
}

TEST(GarageSessions, of_a_member_do_within_two_seconds_what_the_new_role_allows_and_nothing_while_suspended_or_removed) {
  GarageSite site;
  site.let_in("auth0|mia", "admin");
  on_garage(site, [&](const Garage& garage) -> Task<> {
    const auto mia = co_await sign_in(site, garage, "auth0|mia");
    const auto administers = [&]() -> Task<int> {
      const auto answer = co_await garage.answer(with_cookie("/api/invitations", mia));
      co_return answer.status;
    };
    EXPECT_EQ(co_await administers(), 200);
    site.platform.let_in("auth0|mia", "member");
    co_await wait_ms(2'050);
    EXPECT_EQ(co_await administers(), 403);
    EXPECT_EQ(co_await status_of(garage, mia), 200);
    site.platform.suspend("auth0|mia");
    co_await wait_ms(2'050);
    EXPECT_EQ(co_await status_of(garage, mia), 403);
    site.platform.let_back_in("auth0|mia");
    co_await wait_ms(2'050);
    EXPECT_EQ(co_await status_of(garage, mia), 200);
    site.platform.turn_out("auth0|mia");
    co_await wait_ms(2'050);
    EXPECT_EQ(co_await status_of(garage, mia), 403);
  });
}

}  // namespace
}  // namespace mvp::garage
