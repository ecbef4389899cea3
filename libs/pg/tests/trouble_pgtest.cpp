#include <gtest/gtest.h>
#include <sys/resource.h>

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/describe.hpp>

#include "mvp/pg/database.hpp"
#include "mvp/testing/servers.hpp"

namespace mvp::pg {
namespace {

namespace asio = boost::asio;
using namespace std::chrono_literals;
using Clock = std::chrono::steady_clock;

struct Count {
  std::int64_t n{};
};
BOOST_DESCRIBE_STRUCT(Count, (), (n))

constexpr auto other_sessions = "SELECT count(*) AS n FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()";

std::string database() { return testing::PostgresServer::instance().create_database(); }

Context within(std::chrono::milliseconds time) {
  Context context;
  context.deadline = Clock::now() + time;
  return context;
}

Task<> pause(asio::any_io_executor executor, std::chrono::milliseconds time) {
  asio::steady_timer timer(executor, time);
  co_await timer.async_wait(asio::use_awaitable);
}

/// Name of what a call throws: "unavailable", the SQLSTATE, or "" when it succeeds.
Task<std::string> outcome(Task<std::int64_t> call) {
  try {
    co_await std::move(call);
    co_return "";
  } catch (const Unavailable&) {
    co_return "unavailable";
  } catch (const ServerError& e) {
    co_return e.sqlstate;
  }
}

TEST(Trouble, a_statement_given_up_does_not_hold_up_the_next_one) {
  testing::run([](auto executor) -> Task<> {
    Database db(executor, {.conninfo = database()});
    EXPECT_EQ(co_await outcome(db.exec(within(200ms), "SELECT pg_sleep(4)")), "unavailable");
    const auto started = Clock::now();
    EXPECT_EQ(co_await outcome(db.exec(Context{}, "SELECT 1")), "");
    EXPECT_LT(Clock::now() - started, 1500ms);
  });
}

TEST(Trouble, a_statement_given_up_leaves_its_patient_neighbours_their_answers) {
  testing::run([](auto executor) -> Task<> {
    Database db(executor, {.conninfo = database()});
    co_await db.exec(Context{}, "SELECT 1");
    std::string hasty = "?", patient = "?";
    auto give_up = [&]() -> Task<> { hasty = co_await outcome(db.exec(within(200ms), "SELECT pg_sleep(1)")); };
    auto wait = [&]() -> Task<> { patient = co_await outcome(db.exec(within(10s), "SELECT 2")); };
    asio::co_spawn(executor, give_up(), [](std::exception_ptr) {});
    asio::co_spawn(executor, wait(), [](std::exception_ptr) {});
    while (hasty == "?" || patient == "?") co_await pause(executor, 10ms);
    EXPECT_EQ(hasty, "unavailable");
    EXPECT_EQ(patient, "");
  });
}

TEST(Trouble, a_session_given_up_is_ended_on_the_server_too) {
  testing::run([](auto executor) -> Task<> {
    const auto conninfo = database();
    Database watcher(executor, {.conninfo = conninfo});
    Database db(executor, {.conninfo = conninfo, .statement_timeout = 60s});
    auto sleep = [](Transaction& tx) -> Task<Result<int>> {
      co_await tx.exec("SELECT pg_sleep(50)");
      co_return 1;
    };
    EXPECT_EQ(co_await outcome(db.exec(within(200ms), "SELECT pg_sleep(50)")), "unavailable");
    EXPECT_THROW(co_await db.transaction(within(200ms), sleep), Unavailable);
    std::int64_t left = 2;
    for (const auto end = Clock::now() + 10s; left > 0 && Clock::now() < end; co_await pause(executor, 50ms))
      left = (co_await watcher.query<Count>(Context{}, other_sessions)).at(0).n;
    EXPECT_EQ(left, 0);
  });
}

TEST(Trouble, a_statement_the_server_cuts_off_is_unavailable_not_refused) {
  testing::run([](auto executor) -> Task<> {
    Database db(executor, {.conninfo = database(), .statement_timeout = 100ms});
    EXPECT_EQ(co_await outcome(db.exec(Context{}, "SELECT pg_sleep(5)")), "unavailable");
    EXPECT_EQ(co_await outcome(db.exec(Context{}, "SELECT pg_terminate_backend(pg_backend_pid())")), "unavailable");
    auto end_myself = [](Transaction& tx) -> Task<Result<int>> {
      co_await tx.exec("SELECT pg_terminate_backend(pg_backend_pid())");
      co_return 1;
    };
    EXPECT_THROW(co_await db.transaction(Context{}, end_myself), Unavailable);
    EXPECT_EQ(co_await outcome(db.exec(Context{}, "SELECT 1")), "");
  });
}

TEST(Trouble, callers_who_wait_for_a_connection_do_not_burn_the_processor) {
  testing::run([](auto executor) -> Task<> {
    Database db(executor, {.conninfo = "host=/nonexistent dbname=x"});
    int left = 20;
    auto ask = [&](std::chrono::milliseconds time) -> Task<> {
      EXPECT_EQ(co_await outcome(db.exec(within(time), "SELECT 1")), "unavailable");
      --left;
    };
    rusage before{}, after{};
    ::getrusage(RUSAGE_SELF, &before);
    for (int i = 0; i < 20; ++i) asio::co_spawn(executor, ask(1000ms + i * 1ms), [](std::exception_ptr) {});
    while (left > 0) co_await pause(executor, 10ms);
    ::getrusage(RUSAGE_SELF, &after);
    const auto used_ms = (after.ru_utime.tv_sec - before.ru_utime.tv_sec) * 1000 + (after.ru_utime.tv_usec - before.ru_utime.tv_usec) / 1000;
    EXPECT_LT(used_ms, 300);
  });
}

TEST(Trouble, every_freed_connection_goes_to_one_who_waits) {
  testing::run([](auto executor) -> Task<> {
    Database db(executor, {.conninfo = database(), .exclusive_connections = 2});
    int done = 0;
    auto work = [](Transaction& tx) -> Task<Result<int>> {
      co_await tx.exec("SELECT 1");
      co_return 1;
    };
    auto one = [&]() -> Task<> {
      co_await db.transaction(Context{}, work);
      ++done;
    };
    for (int i = 0; i < 60; ++i) asio::co_spawn(executor, one(), [](std::exception_ptr) {});
    for (const auto end = Clock::now() + 10s; done < 60 && Clock::now() < end;) co_await pause(executor, 5ms);
    EXPECT_EQ(done, 60);
  });
}

TEST(Trouble, unused_connections_are_given_back_whenever_the_last_use_was) {
  testing::run([](auto executor) -> Task<> {
    const auto conninfo = database();
    Database watcher(executor, {.conninfo = conninfo});
    Database db(executor, {.conninfo = conninfo, .idle_close = 400ms});
    co_await db.exec(Context{}, "SELECT 1");
    co_await pause(executor, 300ms);
    co_await db.exec(Context{}, "SELECT 1");
    EXPECT_EQ((co_await watcher.query<Count>(Context{}, other_sessions)).at(0).n, 1);
    co_await pause(executor, 1200ms);
    EXPECT_EQ((co_await watcher.query<Count>(Context{}, other_sessions)).at(0).n, 0);
  });
}

TEST(Trouble, a_plan_made_stale_by_a_migration_fails_once_at_most) {
  testing::run([](auto executor) -> Task<> {
    Database db(executor, {.conninfo = database()});
    co_await db.exec(Context{}, "CREATE TABLE t (a int)");
    co_await db.exec(Context{}, "SELECT * FROM t");
    co_await db.exec(Context{}, "ALTER TABLE t ALTER a TYPE text");
    co_await outcome(db.exec(Context{}, "SELECT * FROM t"));
    EXPECT_EQ(co_await outcome(db.exec(Context{}, "SELECT * FROM t")), "");
  });
}

TEST(Trouble, a_copy_by_the_wrong_door_is_an_error_not_a_hang) {
  testing::run([](auto executor) -> Task<> {
    Database db(executor, {.conninfo = database()});
    auto copy_out = [](Transaction& tx) -> Task<Result<int>> {
      co_await tx.script("COPY (SELECT 1) TO STDOUT");
      co_return 1;
    };
    EXPECT_THROW(co_await db.transaction(Context{}, copy_out), std::logic_error);
    EXPECT_EQ(co_await outcome(db.exec(Context{}, "SELECT 1")), "");
  });
}

}  // namespace
}  // namespace mvp::pg
