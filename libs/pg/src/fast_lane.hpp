#pragma once
#include <deque>
#include <memory>
#include <string>

#include "connection.hpp"
#include "mvp/pg/database.hpp"

namespace mvp::pg {

/// One pipelined connection shared by many coroutines. Every statement has a Sync of its own, so it is its own
/// transaction and a failure stays its own. A statement whose caller has given up ends by statement_timeout.
class FastLane : public std::enable_shared_from_this<FastLane> {
 public:
  FastLane(boost::asio::any_io_executor executor, const DatabaseConfig& config)
      : executor_(std::move(executor)), config_(config), opening_(executor_) {}

  Task<ResultPtr> run(std::string sql, Params params, Deadline deadline);
  std::size_t load() const { return in_flight_.size(); }
  void close_if_idle(Deadline unused_since);

 private:
  /// A statement under way. `done` is cancelled when it has its result or error.
  struct Job {
    explicit Job(const boost::asio::any_io_executor& executor) : done(executor) {}
    std::string sql{};
    bool awaits_prepare = false;
    ResultPtr result{};
    std::exception_ptr error{};
    bool is_done = false;
    boost::asio::steady_timer done;
  };

  Task<std::shared_ptr<Connection>> connected(Deadline deadline);
  void send(Connection& connection, Job& job, const Params& params);
  static Task<> read_all(std::shared_ptr<FastLane> self, std::shared_ptr<Connection> connection);
  void take(Job& job, ResultPtr result);
  void lose(const std::string& reason);

  boost::asio::any_io_executor executor_;
  DatabaseConfig config_;
  std::shared_ptr<Connection> connection_{};
  bool is_opening_ = false;
  boost::asio::steady_timer opening_;  ///< cancelled when an attempt to connect has ended
  std::deque<std::shared_ptr<Job>> in_flight_{};
  Deadline last_used_{};
};

}  // namespace mvp::pg
