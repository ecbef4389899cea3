#include "worker.hpp"

#include <sys/socket.h>

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>
#include <limits>

#include "mvp/http/problem.hpp"
#include "mvp/log/log.hpp"
#include "response_head.hpp"

namespace mvp::http {
namespace {

namespace asio = boost::asio;
constexpr auto as_result = asio::as_tuple(asio::use_awaitable);

std::optional<unsigned> peer_uid_of(Socket& socket) {
  ucred peer{};
  socklen_t size = sizeof peer;
  if (::getsockopt(socket.native_handle(), SOL_SOCKET, SO_PEERCRED, &peer, &size) != 0 || peer.pid == 0)
    return std::nullopt;
  return peer.uid;
}

/// The edge sets X-Request-ID anew; what comes past it is kept only if it is harmless to log.
std::string request_id_of(const Request& request, RequestIds& fresh) {
  const auto given = request.headers.find("X-Request-ID");
  const bool is_harmless = given.size() >= 8 && given.size() <= 64 &&
                           given.find_first_not_of("0123456789abcdefABCDEF-") == std::string_view::npos;
  return is_harmless ? std::string(given) : fresh.next();
}

std::string remote_of(const Request& request) {
  const auto forwarded = request.headers.find("X-Forwarded-For");
  return forwarded.empty() ? "local" : std::string(forwarded.substr(0, 64));
}

/// Asio's own condition, transfer_all, cuts a write into pieces of 64 kB, each with a turn of the event loop.
std::size_t until_all_is_sent(const boost::system::error_code& ec, std::size_t) {
  return ec ? 0 : std::numeric_limits<std::size_t>::max();
}

/// `response` outlives the write: its bytes are sent from where they are.
Task<bool> write(Socket& socket, const Response& response, bool is_kept_alive, bool has_body) {
  const auto head = head_of(response, is_kept_alive);
  std::array<asio::const_buffer, 2> parts{asio::buffer(head), asio::buffer(response.content())};
  if (!has_body) parts[1] = asio::const_buffer{};
  const auto [ec, bytes] = co_await asio::async_write(socket, parts, until_all_is_sent, as_result);
  co_return !ec;
}

}  // namespace

Worker::Connection::Connection(Socket s) : socket(std::move(s)), peer_uid(peer_uid_of(socket)) {}

Worker::Worker(const ServerConfig& config, std::vector<Listener>& listeners) : config_(config) {
  for (auto& listener : listeners) {
    auto& acceptor = acceptors_.emplace_back(io_);
    acceptor.assign(asio::generic::stream_protocol(listener.family(), 0), listener.descriptor_for_thread());
  }
}

void Worker::run(const ThreadFactory& factory) {
  handler_ = factory(io_);
  for (auto& acceptor : acceptors_) asio::co_spawn(io_, accept_from(acceptor), asio::detached);
  asio::co_spawn(io_, sweep(), asio::detached);
  io_.run();
  handler_ = nullptr;
}

void Worker::stop() {
  asio::post(io_, [this] { begin_drain(); });
}

void Worker::begin_drain() {
  if (std::exchange(is_draining_, true)) return;
  boost::system::error_code ignored;
  for (auto& acceptor : acceptors_) acceptor.close(ignored);
  const auto now = Clock::now();
  for (auto& connection : connections_) {
    if (connection.is_idle) connection.socket.cancel(ignored);
    else connection.deadline = std::min(connection.deadline, now + config_.shutdown_timeout);
  }
  end_if_drained();
}

void Worker::end_if_drained() {
  if (is_draining_ && connections_.empty()) io_.stop();
}

Task<> Worker::accept_from(Acceptor& acceptor) {
  for (;;) {
    auto [ec, socket] = co_await acceptor.async_accept(as_result);
    if (is_draining_ && !socket.is_open()) co_return;
    if (ec) {
      log::error("accept failed", {{"what", ec.message()}});
      asio::steady_timer pause(io_, std::chrono::milliseconds(20));  // out of descriptors: let some be closed first
      co_await pause.async_wait(as_result);
      continue;
    }
    connections_.emplace_back(std::move(socket));
    const auto connection = std::prev(connections_.end());
    connection->deadline = Clock::now() + config_.request_timeout;
    asio::co_spawn(io_, serve(connection), asio::detached);
  }
}

Task<> Worker::serve(std::list<Connection>::iterator connection) {
  try {
    RequestReader reader(connection->socket, config_);
    while (co_await answer_one(*connection, reader)) {
      connection->is_idle = true;
      connection->deadline = Clock::now() + config_.idle_timeout;
    }
  } catch (const std::exception& e) {
    log::error("connection failed", {{"what", e.what()}});
  }
  boost::system::error_code ignored;
  connection->socket.shutdown(Socket::shutdown_both, ignored);
  connections_.erase(connection);
  end_if_drained();
}

/// @return true if the connection may carry another request.
Task<bool> Worker::answer_one(Connection& connection, RequestReader& reader) {
  if (is_draining_ && connection.is_idle) co_return false;
  if (!reader.has_bytes() && !co_await reader.fill()) co_return false;
  connection.is_idle = false;
  const auto deadline = Clock::now() + config_.request_timeout;
  connection.deadline = deadline;

  auto [request, keep_alive, refusal, is_gone] = co_await reader.read();
  if (is_gone) co_return false;
  request.context.request_id = request_id_of(request, request_ids_);
  if (refusal) {
    const auto response = problem(refusal->status, std::string(refusal->detail), request.context);
    co_await write(connection.socket, response, false, true);
    // Closing with unread bytes would reset the connection and take the answer with it.
    boost::system::error_code ignored;
    connection.socket.shutdown(Socket::shutdown_send, ignored);
    connection.deadline = Clock::now() + std::chrono::seconds(1);
    std::array<char, 4096> rest;
    for (std::size_t drained = 0; drained < 1024 * 1024;) {
      const auto [ec, bytes] = co_await connection.socket.async_read_some(asio::buffer(rest), as_result);
      if (ec) break;
      drained += bytes;
    }
    co_return false;
  }
  request.context.deadline = deadline;
  request.context.remote = remote_of(request);
  request.peer_uid = connection.peer_uid;
  const bool is_head = request.method == Verb::head;
  const auto response = co_await handler_(std::move(request));
  const bool is_kept_alive = keep_alive && !is_draining_;
  const bool was_written = co_await write(connection.socket, response, is_kept_alive, !is_head);
  co_return was_written && is_kept_alive;
}

Task<> Worker::sweep() {
  for (;;) {
    sweep_timer_.expires_after(std::chrono::milliseconds(250));
    co_await sweep_timer_.async_wait(as_result);
    const auto now = Clock::now();
    boost::system::error_code ignored;
    for (auto& connection : connections_)
      if (connection.deadline < now) connection.socket.cancel(ignored);
    if (is_draining_) end_if_drained();
  }
}

}  // namespace mvp::http
