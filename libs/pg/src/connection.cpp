#include "connection.hpp"

#include <poll.h>

#include <algorithm>
#include <boost/asio/as_tuple.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>

#include "mvp/pg/error.hpp"

namespace mvp::pg {
namespace {

namespace asio = boost::asio;
constexpr auto as_result = asio::as_tuple(asio::use_awaitable);

std::string message_of(const PGconn* conn) {
  std::string text = PQerrorMessage(conn);
  while (text.ends_with('\n')) text.pop_back();
  return text;
}

PGconn* start(const std::string& conninfo, std::chrono::milliseconds statement_timeout) {
  // client_connection_check_interval: a statement whose session we have dropped ends soon, and its locks with it.
  const std::string options = "-c TimeZone=UTC -c DateStyle=ISO -c client_connection_check_interval=1s -c statement_timeout=" +
                              std::to_string(statement_timeout.count());
  const char* keywords[] = {"dbname", "options", "client_encoding", nullptr};
  const char* values[] = {conninfo.c_str(), options.c_str(), "UTF8", nullptr};
  return PQconnectStartParams(keywords, values, 1);
}

}  // namespace

std::vector<const char*> pointers_to(const Params& params) {
  std::vector<const char*> out;
  out.reserve(params.size());
  for (const auto& p : params) out.push_back(p ? p->c_str() : nullptr);
  return out;
}

void throw_if_refused(const PGresult* result) {
  const auto status = PQresultStatus(result);
  if (status != PGRES_FATAL_ERROR && status != PGRES_BAD_RESPONSE) return;
  const auto field = [&](int code) {
    const char* text = PQresultErrorField(result, code);
    return std::string(text ? text : "");
  };
  const auto sqlstate = field(PG_DIAG_SQLSTATE);
  // None: libpq's own words about a lost session. 08 connection, 53 resources, 57 operator (shutdown, statement_timeout).
  if (sqlstate.empty()) throw Unavailable(PQresultErrorMessage(result));
  if (sqlstate.starts_with("08") || sqlstate.starts_with("53") || sqlstate.starts_with("57"))
    throw Unavailable(field(PG_DIAG_MESSAGE_PRIMARY));
  throw ServerError(sqlstate, field(PG_DIAG_CONSTRAINT_NAME), field(PG_DIAG_MESSAGE_PRIMARY));
}

bool is_plan_stale(const PGresult* result) {
  const char* sqlstate = PQresultErrorField(result, PG_DIAG_SQLSTATE);
  if (!sqlstate) return false;
  return std::string_view(sqlstate) == "0A000" || std::string_view(sqlstate) == "26000";
}

std::int64_t affected_by(PGresult* result) {
  const std::string_view text = PQcmdTuples(result);
  std::int64_t rows = 0;
  if (!text.empty()) from_column(text, rows);
  return rows;
}

Connection::Connection(asio::any_io_executor executor, PGconn* conn) : conn_(conn), socket_(executor), watchdog_(executor) {
  if (PQsocket(conn) >= 0) socket_.assign(PQsocket(conn));
}

Connection::~Connection() {
  if (socket_.is_open()) socket_.release();
}

void Connection::give_up() {
  is_usable_ = false;
  boost::system::error_code ignored;
  socket_.cancel(ignored);
}

Task<std::shared_ptr<Connection>> Connection::open(asio::any_io_executor executor, std::string conninfo,
                                                   std::chrono::milliseconds statement_timeout, Deadline deadline) {
  auto pause = std::chrono::milliseconds(1);
  for (;;) {
    std::string reason;
    auto connection = std::make_shared<Connection>(executor, start(conninfo, statement_timeout));
    try {
      co_await connection->handshake(deadline);
      co_return connection;
    } catch (const Unavailable& e) {
      reason = e.what();
    }
    // Wrong credentials do not get better by waiting; a server that is starting or restarting does.
    const bool is_hopeless = reason.find("authentication failed") != std::string::npos || reason.find("does not exist") != std::string::npos;
    if (is_hopeless || std::chrono::steady_clock::now() + pause >= deadline) throw Unavailable(reason);
    connection.reset();
    asio::steady_timer timer(executor, pause);
    co_await timer.async_wait(as_result);
    pause = std::min(pause * 2, std::chrono::milliseconds(50));
  }
}

Task<> Connection::handshake(Deadline deadline) {
  if (PQstatus(raw()) == CONNECTION_BAD) throw Unavailable(message_of(raw()));
  for (auto state = PGRES_POLLING_WRITING; state != PGRES_POLLING_OK; state = PQconnectPoll(raw())) {
    if (state == PGRES_POLLING_FAILED) throw Unavailable(message_of(raw()));
    // libpq may have gone on to the next address with a new socket, even one of the same number.
    if (socket_.is_open()) socket_.release();
    socket_.assign(PQsocket(raw()));
    if (!co_await wait(state == PGRES_POLLING_READING, deadline)) throw Unavailable("no connection to the database in time");
  }
  PQsetnonblocking(raw(), 1);
}

Task<bool> Connection::wait(bool for_reading, Deadline deadline) {
  using Socket = asio::posix::stream_descriptor;
  if (deadline <= std::chrono::steady_clock::now()) co_return false;
  const auto keep = shared_from_this();
  watchdog_.expires_at(deadline);
  watchdog_.async_wait([weak = weak_from_this()](boost::system::error_code ec) {
    boost::system::error_code ignored;
    if (const auto self = weak.lock(); self && !ec) self->socket_.cancel(ignored);
  });
  const auto [ec] = co_await socket_.async_wait(for_reading ? Socket::wait_read : Socket::wait_write, as_result);
  watchdog_.cancel();
  co_return !ec;
}

Task<> Connection::flush(Deadline deadline) {
  for (;;) {
    const int left = PQflush(raw());
    if (left == 0) co_return;
    const bool is_broken = left < 0;
    if (is_broken || !co_await wait(false, deadline)) {
      give_up();
      throw Unavailable(is_broken ? message_of(raw()) : "the database took no more input in time");
    }
    if (!PQconsumeInput(raw())) {
      give_up();
      throw Unavailable(message_of(raw()));
    }
  }
}

Task<ResultPtr> Connection::next_result(Deadline deadline) {
  while (PQisBusy(raw())) {
    if (!co_await wait(true, deadline)) {
      give_up();
      throw Unavailable("no answer from the database in time");
    }
    if (!PQconsumeInput(raw())) {
      give_up();
      throw Unavailable(message_of(raw()));
    }
  }
  co_return ResultPtr(PQgetResult(raw()));
}

Task<ResultPtr> Connection::run_simple(std::string sql, Deadline deadline) {
  const auto keep = shared_from_this();
  if (!PQsendQuery(raw(), sql.c_str())) {
    give_up();
    throw Unavailable(message_of(raw()));
  }
  co_await flush(deadline);
  ResultPtr last;
  ResultPtr refused;
  while (auto result = co_await next_result(deadline)) {
    const auto status = PQresultStatus(result.get());
    if (status == PGRES_FATAL_ERROR) refused = std::move(result);
    else last = std::move(result);
    if (status == PGRES_COPY_IN) break;
    refuse_copy(status);
  }
  if (PQstatus(raw()) == CONNECTION_BAD) give_up();
  if (refused) throw_if_refused(refused.get());
  co_return last;
}

Task<ResultPtr> Connection::run(std::string sql, Params params, Deadline deadline) {
  const auto keep = shared_from_this();
  const auto prepared = statement(sql);
  if (prepared.is_new) {
    if (!PQsendPrepare(raw(), prepared.name.c_str(), sql.c_str(), 0, nullptr)) {
      give_up();
      throw Unavailable(message_of(raw()));
    }
    co_await flush(deadline);
    while (const auto result = co_await next_result(deadline)) {
      if (PQresultStatus(result.get()) != PGRES_FATAL_ERROR) continue;
      forget_statement(sql);
      while (co_await next_result(deadline)) {
      }
      throw_if_refused(result.get());
    }
  }
  const auto values = pointers_to(params);
  if (!PQsendQueryPrepared(raw(), prepared.name.c_str(), static_cast<int>(values.size()), values.data(), nullptr, nullptr, 0)) {
    give_up();
    throw Unavailable(message_of(raw()));
  }
  co_await flush(deadline);
  ResultPtr last;
  while (auto result = co_await next_result(deadline)) {
    refuse_copy(PQresultStatus(result.get()));
    last = std::move(result);
  }
  if (PQstatus(raw()) == CONNECTION_BAD) give_up();
  if (!last) throw Unavailable("the database gave no answer");
  if (is_plan_stale(last.get())) forget_statement(sql);
  throw_if_refused(last.get());
  co_return last;
}

/// libpq repeats the answer to a COPY until its data has been moved: going on to read would never end.
void Connection::refuse_copy(ExecStatusType status) {
  if (status != PGRES_COPY_IN && status != PGRES_COPY_OUT && status != PGRES_COPY_BOTH) return;
  give_up();
  throw std::logic_error("COPY goes by Transaction::copy_in only");
}

Connection::Statement Connection::statement(const std::string& sql) {
  if (const auto found = statements_.find(sql); found != statements_.end()) return {found->second, false};
  auto name = "s" + std::to_string(++prepared_);  // never used twice: a forgotten one still exists on the server
  statements_.emplace(sql, name);
  return {std::move(name), true};
}

bool Connection::has_been_closed() {
  // An idle session has nothing to say but its end; a stray notice costs no more than a new connection.
  pollfd state{PQsocket(raw()), POLLIN, 0};
  return ::poll(&state, 1, 0) != 0;
}

}  // namespace mvp::pg
