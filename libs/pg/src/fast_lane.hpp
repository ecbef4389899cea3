#pragma once
#include <deque>
#include <memory>
#include <string>

#include "connection.hpp"
#include "mvp/core/wait_queue.hpp"
#include "mvp/pg/database.hpp"

namespace mvp::pg {

/// One pipelined connection shared by many coroutines. Every statement has a Sync of its own, so it is its own
/// transaction and a failure stays its own. When a caller gives up, the connection is retired: new statements go to a
/// fresh one, those under way get their answers still, and it is closed when nobody waits for it any more.
class FastLane : public std::enable_shared_from_this<FastLane> {
 public:
  FastLane(boost::asio::any_io_executor executor, const DatabaseConfig& config)
      : executor_(std::move(executor)), config_(config), opened_(executor_) {}

  Task<ResultPtr> run(std::string sql, Params params, Deadline deadline);
  std::size_t load() const { return pipeline_ ? pipeline_->in_flight.size() : 0; }
  /// @return true if a connection stays open.
  bool close_if_idle(Deadline unused_since);

 private:
  /// A statement under way. `done` is cancelled when it has its result or error.
  struct Job {
    explicit Job(const boost::asio::any_io_executor& executor) : done(executor) {}
    std::string sql{};
    bool awaits_prepare = false;
    bool is_abandoned = false;
    ResultPtr result{};
    std::exception_ptr error{};
    bool is_done = false;
    boost::asio::steady_timer done;
  };
  /// A connection and its statements in the order sent.
  struct Pipeline {
    std::shared_ptr<Connection> connection;
    std::deque<std::shared_ptr<Job>> in_flight{};
    bool has_reader = false;
    bool is_retired = false;
    Deadline last_used = std::chrono::steady_clock::now();
  };

  Task<std::shared_ptr<Pipeline>> connected(Deadline deadline);
  static Task<> open(std::shared_ptr<FastLane> self);
  void send(const std::shared_ptr<Pipeline>& pipeline, const std::shared_ptr<Job>& job, const Params& params);
  static Task<> read_all(std::shared_ptr<FastLane> self, std::shared_ptr<Pipeline> pipeline);
  static void take(Pipeline& pipeline, ResultPtr result);
  void abandon(const std::shared_ptr<Pipeline>& pipeline, Job& job);
  void lose(const std::shared_ptr<Pipeline>& pipeline, const std::string& reason);
  /// When the server, which ends statements by itself, must have said something.
  Deadline patience() const;

  boost::asio::any_io_executor executor_;
  DatabaseConfig config_;
  std::shared_ptr<Pipeline> pipeline_{};
  int retired_ = 0;  ///< connections that only finish what is under way
  bool is_opening_ = false;
  std::exception_ptr failure_{};  ///< of the last attempt to connect
  WaitQueue opened_;              ///< woken when an attempt to connect has ended
};

}  // namespace mvp::pg
