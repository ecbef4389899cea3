#include "fast_lane.hpp"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/use_awaitable.hpp>

#include "mvp/log/log.hpp"

namespace mvp::pg {
namespace {

namespace asio = boost::asio;
constexpr auto as_result = asio::as_tuple(asio::use_awaitable);
constexpr std::size_t queue_limit = 1'000;
constexpr auto connect_patience = std::chrono::seconds(5);

}  // namespace

Task<std::shared_ptr<Connection>> FastLane::connected(Deadline deadline) {
  while (is_opening_) {
    opening_.expires_at(deadline);
    co_await opening_.async_wait(as_result);
    if (std::chrono::steady_clock::now() >= deadline) throw Unavailable("no connection to the database in time");
  }
  if (connection_ && in_flight_.empty() && connection_->has_been_closed()) connection_.reset();
  if (connection_) co_return connection_;
  is_opening_ = true;
  std::exception_ptr failure;
  try {
    const auto until = std::min(deadline, std::chrono::steady_clock::now() + connect_patience);
    connection_ = co_await Connection::open(executor_, config_.conninfo, config_.statement_timeout, until);
    PQenterPipelineMode(connection_->raw());
  } catch (...) {
    failure = std::current_exception();
  }
  is_opening_ = false;
  opening_.cancel();
  if (failure) std::rethrow_exception(failure);
  co_return connection_;
}

void FastLane::send(Connection& connection, Job& job, const Params& params) {
  const auto statement = connection.statement(job.sql);
  job.awaits_prepare = statement.is_new;
  const auto values = pointers_to(params);
  const bool is_sent = (!statement.is_new || PQsendPrepare(connection.raw(), statement.name.c_str(), job.sql.c_str(), 0, nullptr)) &&
                       PQsendQueryPrepared(connection.raw(), statement.name.c_str(), static_cast<int>(values.size()),
                                           values.data(), nullptr, nullptr, 0) &&
                       PQpipelineSync(connection.raw());
  if (is_sent) return;
  const std::string reason = PQerrorMessage(connection.raw());
  lose(reason);
  throw Unavailable(reason);
}

Task<ResultPtr> FastLane::run(std::string sql, Params params, Deadline deadline) {
  const auto keep = shared_from_this();
  if (in_flight_.size() >= queue_limit) throw Unavailable("too many statements wait for the database");
  const auto connection = co_await connected(deadline);
  const auto job = std::make_shared<Job>(executor_);
  job->sql = std::move(sql);
  send(*connection, *job, params);
  in_flight_.push_back(job);
  if (in_flight_.size() == 1) asio::co_spawn(executor_, read_all(keep, connection), asio::detached);
  else PQflush(connection->raw());  // what does not fit now goes out as the reader goes on

  while (!job->is_done) {
    job->done.expires_at(deadline);
    co_await job->done.async_wait(as_result);
    if (job->is_done || std::chrono::steady_clock::now() < deadline) continue;
    if (!in_flight_.empty() && in_flight_.front() == job &&
        std::chrono::steady_clock::now() > last_used_ + config_.statement_timeout + std::chrono::seconds(1))
      lose("the database does not answer");
    throw Unavailable("no answer from the database in time");
  }
  if (job->error) std::rethrow_exception(job->error);
  co_return std::move(job->result);
}

/// Runs while anything is in flight; the next statement starts it again.
Task<> FastLane::read_all(std::shared_ptr<FastLane> self, std::shared_ptr<Connection> connection) {
  constexpr auto forever = Deadline::max();
  try {
    self->last_used_ = std::chrono::steady_clock::now();
    co_await connection->flush(forever);
    while (self->connection_ == connection && !self->in_flight_.empty()) {
      auto result = co_await connection->next_result(forever);
      if (self->connection_ != connection) co_return;
      self->last_used_ = std::chrono::steady_clock::now();
      if (PQstatus(connection->raw()) == CONNECTION_BAD) throw Unavailable("the database closed the connection");
      if (result && !self->in_flight_.empty()) self->take(*self->in_flight_.front(), std::move(result));
      co_await connection->flush(forever);
    }
  } catch (const std::exception& e) {
    if (self->connection_ == connection) self->lose(e.what());
  }
}

void FastLane::take(Job& job, ResultPtr result) {
  switch (PQresultStatus(result.get())) {
    case PGRES_PIPELINE_SYNC:
      job.is_done = true;
      job.done.cancel();
      in_flight_.pop_front();
      return;
    case PGRES_FATAL_ERROR:
      if (job.awaits_prepare) connection_->forget_statement(job.sql);
      try {
        throw_if_refused(result.get());
      } catch (...) {
        if (!job.error) job.error = std::current_exception();
      }
      return;
    case PGRES_PIPELINE_ABORTED: return;
    default:
      if (job.awaits_prepare) job.awaits_prepare = false;
      else job.result = std::move(result);
  }
}

void FastLane::lose(const std::string& reason) {
  log::warn("database connection lost", {{"what", reason}, {"statements", std::to_string(in_flight_.size())}});
  connection_.reset();
  for (const auto& job : std::exchange(in_flight_, {})) {
    if (!job->error) job->error = std::make_exception_ptr(Unavailable(reason));
    job->is_done = true;
    job->done.cancel();
  }
}

void FastLane::close_if_idle(Deadline unused_since) {
  if (in_flight_.empty() && !is_opening_ && last_used_ <= unused_since) connection_.reset();
}

}  // namespace mvp::pg
