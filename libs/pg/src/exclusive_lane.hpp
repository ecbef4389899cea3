#pragma once
#include <memory>
#include <vector>

#include "connection.hpp"
#include "mvp/core/wait_queue.hpp"
#include "mvp/pg/database.hpp"

namespace mvp::pg {

/// The bounded set of connections that transactions take for themselves.
class ExclusiveLane : public std::enable_shared_from_this<ExclusiveLane> {
 public:
  ExclusiveLane(boost::asio::any_io_executor executor, const DatabaseConfig& config)
      : executor_(std::move(executor)), config_(config), freed_(executor_) {}

  /// A connection in a fresh transaction. @throws Unavailable when none is free before the deadline.
  Task<std::unique_ptr<Transaction>> begin(Deadline deadline);
  /// @return true if a connection stays open.
  bool close_if_idle(Deadline unused_since);

  /// Takes a connection back; nullptr when it had to be dropped.
  void give_back(std::shared_ptr<Connection> connection);

 private:
  struct Idle {
    std::shared_ptr<Connection> connection;
    Deadline since;
  };
  Task<std::shared_ptr<Connection>> acquire(Deadline deadline);

  boost::asio::any_io_executor executor_;
  DatabaseConfig config_;
  std::vector<Idle> idle_{};
  int taken_ = 0;
  WaitQueue freed_;  ///< who is woken has been handed the place of the one that left
};

/// The connection of one transaction. Dropped, with its connection, if neither committed nor rolled back.
class OpenTransaction final : public Transaction {
 public:
  OpenTransaction(std::shared_ptr<ExclusiveLane> lane, std::shared_ptr<Connection> connection, Deadline deadline)
      : lane_(std::move(lane)), connection_(std::move(connection)), deadline_(deadline) {}
  ~OpenTransaction() override { lane_->give_back(is_ended_ ? connection_ : nullptr); }

  Task<std::int64_t> copy_in(std::string copy_sql, std::function<std::string()> chunk) override;
  Task<> script(std::string sql) override;
  /// COMMIT or ROLLBACK; a connection that cannot do it is dropped.
  Task<> end(std::string sql);
  /// False in mid-statement or once the connection is lost: there is nothing to do but to drop it.
  bool can_end() const { return connection_->is_usable() && !connection_->is_busy(); }

 protected:
  Task<ResultPtr> run(std::string sql, Params params) override;

 private:
  std::shared_ptr<ExclusiveLane> lane_;
  std::shared_ptr<Connection> connection_;
  Deadline deadline_;
  bool is_ended_ = false;
};

}  // namespace mvp::pg
