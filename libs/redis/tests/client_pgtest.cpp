#include <gtest/gtest.h>

#include <algorithm>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <ctime>

#include "mvp/redis/client.hpp"
#include "mvp/testing/servers.hpp"

namespace mvp::redis {
namespace {

using namespace std::chrono_literals;

Context within(std::chrono::milliseconds time) {
  Context context;
  context.deadline = std::chrono::steady_clock::now() + time;
  return context;
}

Task<> pause(boost::asio::any_io_executor executor, std::chrono::milliseconds time) {
  boost::asio::steady_timer timer(executor, time);
  co_await timer.async_wait(boost::asio::use_awaitable);
}

TEST(RedisClient, what_is_taken_is_gone) {
  testing::run([](auto executor) -> Task<> {
    Client redis(executor, {.url = testing::redis_url(), .password = {}});
    co_await redis.write(Context{}, "take:1", std::string("a\0\r\nb", 5), 60s);
    EXPECT_EQ(co_await redis.take(Context{}, "take:1"), std::string("a\0\r\nb", 5));
    EXPECT_EQ(co_await redis.take(Context{}, "take:1"), std::nullopt);
  });
}

TEST(RedisClient, only_the_first_write_if_absent_wins) {
  testing::run([](auto executor) -> Task<> {
    Client redis(executor, {.url = testing::redis_url(), .password = {}});
    EXPECT_TRUE(co_await redis.write_if_absent(Context{}, "absent:1", "a", 60s));
    EXPECT_FALSE(co_await redis.write_if_absent(Context{}, "absent:1", "b", 60s));
    EXPECT_EQ(co_await redis.read(Context{}, "absent:1"), "a");
  });
}

TEST(RedisClient, an_error_answer_is_a_server_error_and_the_connection_goes_on) {
  testing::run([](auto executor) -> Task<> {
    Client redis(executor, {.url = testing::redis_url(), .password = {}});
    bool is_refused = false;
    try {
      co_await redis.command(Context{}, {"NOSUCHCOMMAND"});
    } catch (const ServerError&) {
      is_refused = true;
    }
    EXPECT_TRUE(is_refused);
    EXPECT_TRUE(co_await redis.is_reachable(Context{}));
  });
}

TEST(RedisClient, a_connection_the_server_ended_is_replaced) {
  testing::run([](auto executor) -> Task<> {
    Client redis(executor, {.url = testing::redis_url(), .password = {}});
    Client killer(executor, {.url = testing::redis_url(), .password = {}});
    co_await redis.write(Context{}, "kept:1", "x", 60s);
    co_await killer.command(Context{}, {"CLIENT", "KILL", "SKIPME", "yes", "TYPE", "normal"});
    std::optional<std::string> found;
    for (int attempt = 0; attempt < 2 && !found; ++attempt) {
      try {
        found = co_await redis.read(Context{}, "kept:1");
      } catch (const Unavailable&) {  // the loss may be seen by the first command after it
      }
    }
    EXPECT_EQ(found, "x");
  });
}

TEST(RedisClient, a_server_that_was_started_anew_is_found_again) {
  testing::run([](auto executor) -> Task<> {
    testing::RedisServer server("secret");
    Client redis(executor, {.url = server.url(), .password = "secret"});
    EXPECT_TRUE(co_await redis.is_reachable(Context{}));
    server.stop();
    EXPECT_FALSE(co_await redis.is_reachable(within(200ms)));
    server.start();
    EXPECT_TRUE(co_await redis.is_reachable(Context{}));
  });
}

TEST(RedisClient, a_wrong_password_is_unavailable) {
  testing::run([](auto executor) -> Task<> {
    testing::RedisServer server("secret");
    Client redis(executor, {.url = server.url(), .password = "guess"});
    EXPECT_FALSE(co_await redis.is_reachable(within(300ms)));
  });
}

TEST(RedisClient, a_caller_who_gives_up_leaves_the_neighbours_their_answers) {
  testing::run([](auto executor) -> Task<> {
    Client redis(executor, {.url = testing::redis_url(), .password = {}});
    EXPECT_TRUE(co_await redis.is_reachable(Context{}));
    bool is_late = false;
    int patient = -1;
    auto give_up = [&]() -> Task<> {
      try {
        co_await redis.command(within(100ms), {"BLPOP", "nothing:here", "0.4"});
      } catch (const Unavailable&) {
        is_late = true;
      }
    };
    auto wait = [&]() -> Task<> { patient = co_await redis.is_reachable(within(5s)); };
    boost::asio::co_spawn(executor, give_up(), [](std::exception_ptr) {});
    boost::asio::co_spawn(executor, wait(), [](std::exception_ptr) {});
    for (int i = 0; i < 200 && patient < 0; ++i) co_await pause(executor, 10ms);
    EXPECT_TRUE(is_late);
    EXPECT_EQ(patient, 1);
    EXPECT_EQ(co_await redis.read(Context{}, "nothing:here"), std::nullopt);
  });
}

TEST(RedisClient, a_client_that_is_gone_leaves_no_connection) {
  testing::run([](auto executor) -> Task<> {
    testing::RedisServer server;
    Client watcher(executor, {.url = server.url(), .password = {}});
    {
      Client redis(executor, {.url = server.url(), .password = {}});
      EXPECT_TRUE(co_await redis.is_reachable(Context{}));
    }
    co_await pause(executor, 50ms);
    const auto clients = (co_await watcher.command(Context{}, {"CLIENT", "LIST"})).text();
    EXPECT_EQ(std::ranges::count(clients, '\n'), 1) << clients;
  });
}

TEST(RedisClient, callers_who_wait_for_a_connection_do_not_burn_the_processor) {
  testing::run([](auto executor) -> Task<> {
    Client redis(executor, {.url = "unix:/nonexistent/redis.sock", .password = {}});
    int left = 20;
    auto ask = [&](std::chrono::milliseconds time) -> Task<> {
      EXPECT_FALSE(co_await redis.is_reachable(within(time)));
      --left;
    };
    const auto before = std::clock();
    for (int i = 0; i < 20; ++i) boost::asio::co_spawn(executor, ask(1000ms + i * 1ms), [](std::exception_ptr) {});
    while (left > 0) co_await pause(executor, 10ms);
    EXPECT_LT((std::clock() - before) * 1000 / CLOCKS_PER_SEC, 300);
  });
}

TEST(RedisClient, what_is_no_address_is_refused_at_once) {
  boost::asio::io_context io;
  EXPECT_THROW(Client(io.get_executor(), {.url = "redis.example", .password = {}}), std::invalid_argument);
}

TEST(RedisClient, a_server_that_is_not_there_is_unavailable) {
  testing::run([](auto executor) -> Task<> {
    Client redis(executor, {.url = "unix:/nonexistent/redis.sock", .password = {}});
    EXPECT_FALSE(co_await redis.is_reachable(within(100ms)));
  });
}

}  // namespace
}  // namespace mvp::redis
