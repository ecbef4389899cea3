#include "exclusive_lane.hpp"

#include <algorithm>

namespace mvp::pg {
namespace {

constexpr std::size_t queue_limit = 200;
constexpr auto connect_patience = std::chrono::seconds(5);

}  // namespace

Task<std::shared_ptr<Connection>> ExclusiveLane::acquire(Deadline deadline) {
  if (taken_ < config_.exclusive_connections) ++taken_;
  else if (freed_.size() >= queue_limit) throw Unavailable("too many transactions wait for the database");
  else if (!co_await freed_.wait(deadline)) throw Unavailable("no database connection was free in time");
  try {
    while (!idle_.empty()) {
      auto candidate = std::move(idle_.back().connection);
      idle_.pop_back();
      if (!candidate->has_been_closed()) co_return candidate;
    }
    const auto until = std::min(deadline, std::chrono::steady_clock::now() + connect_patience);
    co_return co_await Connection::open(executor_, config_.conninfo, config_.statement_timeout, until);
  } catch (...) {
    give_back(nullptr);
    throw;
  }
}

void ExclusiveLane::give_back(std::shared_ptr<Connection> connection) {
  if (connection && connection->is_usable()) idle_.push_back({std::move(connection), std::chrono::steady_clock::now()});
  if (!freed_.wake_one()) --taken_;
}

bool ExclusiveLane::close_if_idle(Deadline unused_since) {
  std::erase_if(idle_, [&](const Idle& idle) { return idle.since <= unused_since; });
  return taken_ > 0 || !idle_.empty();
}

Task<std::unique_ptr<Transaction>> ExclusiveLane::begin(Deadline deadline) {
  const auto keep = shared_from_this();
  auto transaction = std::make_unique<OpenTransaction>(keep, co_await acquire(deadline), deadline);
  co_await transaction->script("BEGIN");
  co_return transaction;
}

Task<ResultPtr> OpenTransaction::run(std::string sql, Params params) {
  return connection_->run(std::move(sql), std::move(params), deadline_);
}

Task<> OpenTransaction::script(std::string sql) { co_await connection_->run_simple(std::move(sql), deadline_); }

Task<std::int64_t> OpenTransaction::copy_in(std::string copy_sql, std::function<std::string()> chunk) {
  const auto started = co_await connection_->run_simple(std::move(copy_sql), deadline_);
  if (PQresultStatus(started.get()) != PGRES_COPY_IN) throw std::logic_error("not a COPY FROM STDIN statement");
  auto* raw = connection_->raw();
  for (auto data = chunk(); !data.empty(); data = chunk()) {
    while (PQputCopyData(raw, data.data(), static_cast<int>(data.size())) == 0)
      if (!co_await connection_->wait(false, deadline_)) throw Unavailable("the database took no more rows in time");
    co_await connection_->flush(deadline_);
  }
  while (PQputCopyEnd(raw, nullptr) == 0)
    if (!co_await connection_->wait(false, deadline_)) throw Unavailable("the database took no more rows in time");
  co_await connection_->flush(deadline_);
  ResultPtr last;
  while (auto result = co_await connection_->next_result(deadline_)) last = std::move(result);
  if (!last) throw Unavailable("the database gave no answer");
  throw_if_refused(last.get());
  co_return affected_by(last.get());
}

Task<> OpenTransaction::end(std::string sql) {
  const auto result = co_await connection_->run_simple(sql, deadline_);
  is_ended_ = true;
  // A COMMIT of a transaction that has failed answers ROLLBACK without an error.
  if (sql == "COMMIT" && std::string_view(PQcmdStatus(result.get())) != "COMMIT")
    throw std::logic_error("the transaction had failed before its COMMIT");
}

}  // namespace mvp::pg
