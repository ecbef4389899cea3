#include <gtest/gtest.h>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/describe.hpp>
#include <variant>

#include "mvp/pg/database.hpp"
#include "mvp/testing/servers.hpp"

namespace mvp::pg {
namespace {

using namespace std::chrono_literals;

struct Note {
  std::int64_t id{};
  std::string text{};
};
BOOST_DESCRIBE_STRUCT(Note, (), (id, text))
struct Count {
  std::int64_t n{};
};
BOOST_DESCRIBE_STRUCT(Count, (), (n))

std::string notes_database() { return testing::PostgresServer::instance().create_migrated_database("libs/pg/tests/steps"); }

Task<std::int64_t> count(Database& db) { co_return (co_await db.query<Count>(Context{}, "SELECT count(*) AS n FROM notes"))[0].n; }

TEST(Database, a_refusal_carries_the_sqlstate_and_the_constraint) {
  testing::run([](auto executor) -> Task<> {
    Database db(executor, {.conninfo = notes_database()});
    co_await db.exec(Context{}, "INSERT INTO notes VALUES ($1, $2)", 1, "a");
    try {
      co_await db.exec(Context{}, "INSERT INTO notes VALUES ($1, $2)", 2, "");
      ADD_FAILURE() << "the empty text was taken";
    } catch (const ServerError& e) {
      EXPECT_EQ(e.sqlstate, check_violation);
      EXPECT_TRUE(e.violates("notes_text_check"));
    }
    const auto notes = co_await db.query<Note>(Context{}, "SELECT id, text FROM notes");
    EXPECT_EQ(notes.size(), 1u);
    EXPECT_EQ(notes.at(0).text, "a");
  });
}

TEST(Database, statements_that_fail_do_not_disturb_their_neighbours_in_the_pipeline) {
  testing::run([](auto executor) -> Task<> {
    Database db(executor, {.conninfo = notes_database()});
    int refused = 0;
    int left = 100;
    auto insert = [&](int i) -> Task<> {
      try {
        co_await db.exec(Context{}, i % 7 == 0 ? "INSERT INTO notes VALUES ($1, '')" : "INSERT INTO notes VALUES ($1, 'x')", i);
      } catch (const ServerError&) {
        ++refused;
      }
      --left;
    };
    for (int i = 0; i < 100; ++i) boost::asio::co_spawn(executor, insert(i), [](std::exception_ptr) {});
    while (left > 0) co_await db.exec(Context{}, "SELECT 1");
    EXPECT_EQ(refused, 15);
    EXPECT_EQ(co_await count(db), 85);
  });
}

TEST(Database, a_statement_that_does_not_parse_is_refused_each_time_and_the_lane_goes_on) {
  testing::run([](auto executor) -> Task<> {
    Database db(executor, {.conninfo = notes_database()});
    for (int i = 0; i < 2; ++i) {
      bool is_refused = false;
      try {
        co_await db.exec(Context{}, "SELEC 1");
      } catch (const ServerError&) {
        is_refused = true;
      }
      EXPECT_TRUE(is_refused);
    }
    EXPECT_EQ(co_await count(db), 0);
  });
}

TEST(Database, a_transaction_whose_body_fails_leaves_nothing) {
  testing::run([](auto executor) -> Task<> {
    Database db(executor, {.conninfo = notes_database(), .exclusive_connections = 1});
    auto refuse = [](Transaction& tx) -> Task<Result<int>> {
      co_await tx.exec("INSERT INTO notes VALUES (1, 'a')");
      co_return fail(Errc::conflict, "no");
    };
    auto explode = [](Transaction& tx) -> Task<Result<int>> {
      co_await tx.exec("INSERT INTO notes VALUES (2, 'a')");
      co_await tx.exec("INSERT INTO notes VALUES (2, 'b')");
      co_return 1;
    };
    auto keep = [](Transaction& tx) -> Task<Result<int>> {
      co_await tx.exec("INSERT INTO notes VALUES (3, 'a')");
      co_return 1;
    };
    EXPECT_FALSE((co_await db.transaction(Context{}, refuse)).has_value());
    bool has_thrown = false;
    try {
      co_await db.transaction(Context{}, explode);
    } catch (const ServerError& e) {
      has_thrown = e.sqlstate == unique_violation;
    }
    EXPECT_TRUE(has_thrown);
    EXPECT_TRUE((co_await db.transaction(Context{}, keep)).has_value());
    EXPECT_EQ(co_await count(db), 1);
  });
}

TEST(Database, a_deadline_ends_a_slow_transaction_and_its_place_is_free_again) {
  testing::run([](auto executor) -> Task<> {
    Database db(executor, {.conninfo = notes_database(), .exclusive_connections = 1});
    auto sleep = [](Transaction& tx) -> Task<Result<int>> {
      co_await tx.exec("SELECT pg_sleep(20)");
      co_return 1;
    };
    Context hasty;
    hasty.deadline = std::chrono::steady_clock::now() + 200ms;
    bool is_unavailable = false;
    try {
      co_await db.transaction(hasty, sleep);
    } catch (const Unavailable&) {
      is_unavailable = true;
    }
    EXPECT_TRUE(is_unavailable);
    auto quick = [](Transaction& tx) -> Task<Result<int>> {
      co_await tx.exec("INSERT INTO notes VALUES (1, 'a')");
      co_return 1;
    };
    EXPECT_TRUE((co_await db.transaction(Context{}, quick)).has_value());
  });
}

TEST(Database, a_session_the_server_ended_is_replaced) {
  testing::run([](auto executor) -> Task<> {
    const auto conninfo = notes_database();
    Database db(executor, {.conninfo = conninfo});
    Database killer(executor, {.conninfo = conninfo});
    co_await db.exec(Context{}, "SELECT 1");
    co_await killer.exec(Context{}, "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()");
    EXPECT_EQ(co_await count(db), 0);
  });
}

TEST(Database, rows_are_copied_in_bulk) {
  testing::run([](auto executor) -> Task<> {
    Database db(executor, {.conninfo = notes_database()});
    int next = 0;
    auto copy = [&](Transaction& tx) -> Task<Result<std::int64_t>> {
      co_return co_await tx.copy_in("COPY notes FROM STDIN", [&] { return next < 1000 ? std::to_string(next++) + "\tx\n" : std::string(); });
    };
    EXPECT_EQ(*(co_await db.transaction(Context{}, copy)), 1000);
    EXPECT_EQ(co_await count(db), 1000);
  });
}

TEST(Database, a_server_that_is_not_there_is_unavailable) {
  testing::run([](auto executor) -> Task<> {
    Database db(executor, {.conninfo = "host=/nonexistent dbname=x"});
    Context hasty;
    hasty.deadline = std::chrono::steady_clock::now() + 100ms;
    EXPECT_FALSE(co_await db.is_reachable(hasty));
  });
}

}  // namespace
}  // namespace mvp::pg
