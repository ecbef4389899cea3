#include "fast_lane.hpp"

#include <algorithm>
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
constexpr int retired_limit = 2;  // under overload everybody gives up: that must not open ever more connections
constexpr auto connect_patience = std::chrono::seconds(5);

}  // namespace

Deadline FastLane::patience() const {
  if (config_.statement_timeout.count() <= 0) return Deadline::max();
  return std::chrono::steady_clock::now() + config_.statement_timeout + std::chrono::seconds(1);
}

Task<std::shared_ptr<FastLane::Pipeline>> FastLane::connected(Deadline deadline) {
  if (pipeline_ && pipeline_->in_flight.empty() && pipeline_->connection->has_been_closed()) pipeline_.reset();
  if (pipeline_) co_return pipeline_;
  // An attempt is everybody's: it does not end with the caller who happened to be first, and all learn how it ended.
  if (!std::exchange(is_opening_, true)) asio::co_spawn(executor_, open(shared_from_this()), asio::detached);
  if (!co_await opened_.wait(deadline)) throw Unavailable("no connection to the database in time");
  if (pipeline_) co_return pipeline_;
  if (failure_) std::rethrow_exception(failure_);
  throw Unavailable("the database closed the connection");
}

Task<> FastLane::open(std::shared_ptr<FastLane> self) {
  self->failure_ = nullptr;
  try {
    const auto until = std::chrono::steady_clock::now() + connect_patience;
    auto connection = co_await Connection::open(self->executor_, self->config_.conninfo, self->config_.statement_timeout, until);
    PQenterPipelineMode(connection->raw());
    self->pipeline_ = std::make_shared<Pipeline>(std::move(connection));
  } catch (...) {
    self->failure_ = std::current_exception();
  }
  self->is_opening_ = false;
  self->opened_.wake_all();
}

void FastLane::send(const std::shared_ptr<Pipeline>& pipeline, const std::shared_ptr<Job>& job, const Params& params) {
  auto& connection = *pipeline->connection;
  const auto statement = connection.statement(job->sql);
  job->awaits_prepare = statement.is_new;
  const auto values = pointers_to(params);
  const bool is_sent = (!statement.is_new || PQsendPrepare(connection.raw(), statement.name.c_str(), job->sql.c_str(), 0, nullptr)) &&
                       PQsendQueryPrepared(connection.raw(), statement.name.c_str(), static_cast<int>(values.size()),
                                           values.data(), nullptr, nullptr, 0) &&
                       PQpipelineSync(connection.raw());
  if (!is_sent) {
    const std::string reason = PQerrorMessage(connection.raw());
    lose(pipeline, reason);
    throw Unavailable(reason);
  }
  pipeline->in_flight.push_back(job);
  if (!std::exchange(pipeline->has_reader, true)) asio::co_spawn(executor_, read_all(shared_from_this(), pipeline), asio::detached);
  else PQflush(connection.raw());  // what does not fit now goes out as the reader goes on
}

Task<ResultPtr> FastLane::run(std::string sql, Params params, Deadline deadline) {
  const auto keep = shared_from_this();
  if (load() + opened_.size() >= queue_limit) throw Unavailable("too many statements wait for the database");
  const auto pipeline = co_await connected(deadline);
  const auto job = std::make_shared<Job>(executor_);
  job->sql = std::move(sql);
  send(pipeline, job, params);
  while (!job->is_done) {
    job->done.expires_at(deadline);
    co_await job->done.async_wait(as_result);
    if (job->is_done || std::chrono::steady_clock::now() < deadline) continue;
    abandon(pipeline, *job);
    throw Unavailable("no answer from the database in time");
  }
  if (job->error) std::rethrow_exception(job->error);
  co_return std::move(job->result);
}

/// Runs while anything is in flight; the next statement starts it again.
Task<> FastLane::read_all(std::shared_ptr<FastLane> self, std::shared_ptr<Pipeline> pipeline) {
  const auto connection = pipeline->connection;
  try {
    while (!pipeline->in_flight.empty()) {
      co_await connection->flush(self->patience());
      auto result = co_await connection->next_result(self->patience());
      if (PQstatus(connection->raw()) == CONNECTION_BAD) throw Unavailable("the database closed the connection");
      if (result && !pipeline->in_flight.empty()) take(*pipeline, std::move(result));
    }
  } catch (const std::exception& e) {
    self->lose(pipeline, e.what());
  }
  pipeline->has_reader = false;
  pipeline->last_used = std::chrono::steady_clock::now();
  if (pipeline->is_retired) --self->retired_;
}

void FastLane::take(Pipeline& pipeline, ResultPtr result) {
  const auto job = pipeline.in_flight.front();
  switch (PQresultStatus(result.get())) {
    case PGRES_PIPELINE_SYNC:
      job->is_done = true;
      job->done.cancel();
      pipeline.in_flight.pop_front();
      return;
    case PGRES_FATAL_ERROR:
      if (job->awaits_prepare || is_plan_stale(result.get())) pipeline.connection->forget_statement(job->sql);
      try {
        throw_if_refused(result.get());
      } catch (...) {
        if (!job->error) job->error = std::current_exception();
      }
      return;
    case PGRES_PIPELINE_ABORTED: return;
    case PGRES_COPY_IN:
    case PGRES_COPY_OUT:
    case PGRES_COPY_BOTH: throw Unavailable("COPY needs a transaction of its own: Transaction::copy_in");
    default:
      if (job->awaits_prepare) job->awaits_prepare = false;
      else job->result = std::move(result);
  }
}

void FastLane::abandon(const std::shared_ptr<Pipeline>& pipeline, Job& job) {
  job.is_abandoned = true;
  if (std::ranges::all_of(pipeline->in_flight, [](const auto& other) { return other->is_abandoned; })) {
    lose(pipeline, "no answer in time, and nobody waits any more");
  } else if (pipeline_ == pipeline && retired_ < retired_limit) {
    ++retired_;
    pipeline->is_retired = true;
    pipeline_.reset();
  }
}

void FastLane::lose(const std::shared_ptr<Pipeline>& pipeline, const std::string& reason) {
  if (!pipeline->in_flight.empty())
    log::warn("database connection lost", {{"what", reason}, {"statements", std::to_string(pipeline->in_flight.size())}});
  if (pipeline_ == pipeline) pipeline_.reset();
  pipeline->connection->give_up();
  for (const auto& job : std::exchange(pipeline->in_flight, {})) {
    if (!job->error) job->error = std::make_exception_ptr(Unavailable(reason));
    job->is_done = true;
    job->done.cancel();
  }
}

bool FastLane::close_if_idle(Deadline unused_since) {
  if (pipeline_ && pipeline_->in_flight.empty() && pipeline_->last_used <= unused_since) pipeline_.reset();
  return pipeline_ != nullptr;
}

}  // namespace mvp::pg
