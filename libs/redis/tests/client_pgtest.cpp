#include <gtest/gtest.h>

#include "mvp/redis/client.hpp"
#include "mvp/testing/servers.hpp"

namespace mvp::redis {
namespace {

using namespace std::chrono_literals;

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

TEST(RedisClient, a_server_that_is_not_there_is_unavailable) {
  testing::run([](auto executor) -> Task<> {
    Client redis(executor, {.url = "unix:/nonexistent/redis.sock", .password = {}});
    Context hasty;
    hasty.deadline = std::chrono::steady_clock::now() + 100ms;
    EXPECT_FALSE(co_await redis.is_reachable(hasty));
  });
}

}  // namespace
}  // namespace mvp::redis
