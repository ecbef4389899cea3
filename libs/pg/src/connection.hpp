#pragma once
#include <libpq-fe.h>

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/posix/stream_descriptor.hpp>
#include <boost/asio/steady_timer.hpp>
#include <chrono>
#include <cstdint>
#include <memory>
#include <string>
#include <unordered_map>

#include "mvp/core/task.hpp"
#include "mvp/pg/codec.hpp"

namespace mvp::pg {

using Deadline = std::chrono::steady_clock::time_point;

struct FreeConnection {
  void operator()(PGconn* c) const { PQfinish(c); }
};

/// One libpq session without any waiting that blocks. The socket is libpq's; we only wait on it.
class Connection : public std::enable_shared_from_this<Connection> {
 public:
  /// Tries again while the server is starting. @throws Unavailable at the deadline.
  static Task<std::shared_ptr<Connection>> open(boost::asio::any_io_executor executor, std::string conninfo,
                                                std::chrono::milliseconds statement_timeout, Deadline deadline);
  Connection(boost::asio::any_io_executor executor, PGconn* conn);
  ~Connection();
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;

  PGconn* raw() { return conn_.get(); }
  /// Waits until readable (or writable). @return false at the deadline or when the wait was cancelled.
  Task<bool> wait(bool for_reading, Deadline deadline);
  /// Sends all that libpq has buffered. @throws Unavailable.
  Task<> flush(Deadline deadline);
  /// The next result, nullptr at the end of a statement's results. @throws Unavailable.
  Task<ResultPtr> next_result(Deadline deadline);

  /// Runs one prepared statement alone (not in pipeline mode). @throws ServerError, Unavailable.
  Task<ResultPtr> run(std::string sql, Params params, Deadline deadline);
  /// Runs statements without parameters by the simple protocol. @throws ServerError, Unavailable.
  Task<ResultPtr> run_simple(std::string sql, Deadline deadline);

  /// Name of the prepared statement for this text; `is_new` says that it must be prepared first.
  struct Statement {
    std::string name;
    bool is_new;
  };
  Statement statement(const std::string& sql);
  void forget_statement(const std::string& sql) { statements_.erase(sql); }

  /// False once the session is unusable: it must be dropped.
  bool is_usable() const { return is_usable_; }
  /// Makes it so, and ends a wait under way.
  void give_up();
  /// True while a statement has not been answered: there is no other way to end it than to drop the session.
  bool is_busy() const { return PQtransactionStatus(conn_.get()) == PQTRANS_ACTIVE; }
  /// True if the server has closed an idle session.
  bool has_been_closed();

 private:
  Task<> handshake(Deadline deadline);
  void refuse_copy(ExecStatusType status);

  std::unique_ptr<PGconn, FreeConnection> conn_;
  boost::asio::posix::stream_descriptor socket_;
  boost::asio::steady_timer watchdog_;
  std::unordered_map<std::string, std::string> statements_{};
  int prepared_ = 0;
  bool is_usable_ = true;
};

/// Parameter values as libpq wants them; `params` must outlive the pointers.
std::vector<const char*> pointers_to(const Params& params);

/// @throws ServerError for a refused statement, Unavailable when the server was stopped or cut the statement off.
void throw_if_refused(const PGresult* result);

/// True if the prepared statement does not fit the schema any more: prepared anew, it may work.
bool is_plan_stale(const PGresult* result);

/// Rows a statement has touched, 0 where that makes no sense.
std::int64_t affected_by(PGresult* result);

}  // namespace mvp::pg
