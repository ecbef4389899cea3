#pragma once
#include <boost/asio/any_io_executor.hpp>
#include <chrono>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "mvp/core/context.hpp"
#include "mvp/core/task.hpp"
#include "mvp/pg/codec.hpp"
#include "mvp/pg/error.hpp"

namespace mvp::pg {

struct DatabaseConfig {
  std::string conninfo;            ///< libpq keyword/value string or URI
  int fast_connections = 1;        ///< pipelined connections of this thread
  int exclusive_connections = 4;   ///< at most this many transactions at once on this thread
  std::chrono::milliseconds statement_timeout{5'000};
  std::chrono::milliseconds idle_close{30'000};  ///< connections unused for this long are given back
};

/// A transaction on a connection of its own. Rolled back unless the body returns normally.
class Transaction {
 public:
  virtual ~Transaction() = default;

  template <class Row, class... Args>
  Task<std::vector<Row>> query(std::string sql, const Args&... args) {
    return typed<Row>(std::move(sql), Params{to_param(args)...});
  }
  /// @return rows affected.
  template <class... Args>
  Task<std::int64_t> exec(std::string sql, const Args&... args) {
    return affected(std::move(sql), Params{to_param(args)...});
  }
  /// COPY table FROM STDIN (text format); `chunk` is called until it returns an empty string.
  virtual Task<std::int64_t> copy_in(std::string copy_sql, std::function<std::string()> chunk) = 0;
  /// Several statements without parameters in one round trip (DDL).
  virtual Task<> script(std::string sql) = 0;

 protected:
  virtual Task<ResultPtr> run(std::string sql, Params params) = 0;

 private:
  template <class Row>
  Task<std::vector<Row>> typed(std::string sql, Params params) {
    const ResultPtr r = co_await run(std::move(sql), std::move(params));
    co_return rows_of<Row>(r.get());
  }
  Task<std::int64_t> affected(std::string sql, Params params);
};

/// One thread's way to one PostgreSQL database. Two lanes: `query`/`exec` are single prepared statements that share
/// pipelined connections (each with a Sync of its own, so each is its own transaction and its own error);
/// `transaction` takes a connection for itself. Connects lazily, reconnects, closes idle connections.
/// Every call obeys Context::deadline; a connection abandoned in mid-query is closed, not reused.
/// Failures: throws ServerError when PostgreSQL refuses the statement (repositories translate SQLSTATE and constraint
/// names), Unavailable when there is no usable connection in time.
class Database {
 public:
  Database(boost::asio::any_io_executor executor, DatabaseConfig config);
  ~Database();
  Database(const Database&) = delete;
  Database& operator=(const Database&) = delete;

  template <class Row, class... Args>
  Task<std::vector<Row>> query(const Context& context, std::string sql, const Args&... args) {
    return typed<Row>(context.deadline, std::move(sql), Params{to_param(args)...});
  }
  /// @return rows affected.
  template <class... Args>
  Task<std::int64_t> exec(const Context& context, std::string sql, const Args&... args) {
    return affected(context.deadline, std::move(sql), Params{to_param(args)...});
  }

  /// Runs `body(tx)` between BEGIN and COMMIT. `body` is a callable returning Task<T>; if T is a Result that holds an
  /// error, or the body throws, the transaction is rolled back. T must not be void (return std::monostate or a Result).
  template <class Body>
  auto transaction(const Context& context, Body body) -> decltype(body(std::declval<Transaction&>()));

  /// True if a trivial statement succeeds before the deadline. Never throws.
  Task<bool> is_reachable(const Context& context);
  /// Closes idle connections now; in-flight work is unaffected.
  void close_idle();

 private:
  using Deadline = std::chrono::steady_clock::time_point;
  class Impl;

  template <class Row>
  Task<std::vector<Row>> typed(Deadline deadline, std::string sql, Params params) {
    const ResultPtr r = co_await run(deadline, std::move(sql), std::move(params));
    co_return rows_of<Row>(r.get());
  }
  Task<std::int64_t> affected(Deadline deadline, std::string sql, Params params);
  Task<ResultPtr> run(Deadline deadline, std::string sql, Params params);

  Task<std::unique_ptr<Transaction>> begin(Deadline deadline);
  Task<> commit(Transaction& tx);
  Task<> rollback(Transaction& tx) noexcept;

  std::shared_ptr<Impl> impl_;
};

namespace detail {
template <class T>
bool is_failure(const T&) { return false; }
template <class T>
bool is_failure(const Result<T>& r) { return !r.has_value(); }
}  // namespace detail

template <class Body>
auto Database::transaction(const Context& context, Body body) -> decltype(body(std::declval<Transaction&>())) {
  const auto tx = co_await begin(context.deadline);
  std::exception_ptr thrown;
  try {
    auto outcome = co_await body(*tx);
    if (!detail::is_failure(outcome)) {
      co_await commit(*tx);
      co_return outcome;
    }
    co_await rollback(*tx);
    co_return outcome;
  } catch (...) {
    thrown = std::current_exception();
  }
  co_await rollback(*tx);
  std::rethrow_exception(thrown);
}

}  // namespace mvp::pg
