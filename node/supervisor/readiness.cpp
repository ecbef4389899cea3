#include "supervisor/readiness.hpp"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/experimental/awaitable_operators.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/local/stream_protocol.hpp>
#include <boost/asio/read.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>
#include <cstdlib>
#include <fstream>

namespace mvp::supervisor {
namespace {

namespace asio = boost::asio;
using namespace asio::experimental::awaitable_operators;
using Local = asio::local::stream_protocol;
constexpr auto as_result = asio::as_tuple(asio::use_awaitable);

/// sun_path is short: a longer path is no socket of ours.
bool fits(const std::string& path) { return path.size() <= 107; }

template <class Socket, class Endpoint>
Task<bool> answers(Endpoint where, std::string sent, std::string expected) {
  Socket socket(co_await asio::this_coro::executor);
  if (const auto [ec] = co_await socket.async_connect(where, as_result); ec) co_return false;
  if (expected.empty()) co_return true;
  if (const auto [ec, n] = co_await asio::async_write(socket, asio::buffer(sent), as_result); ec) co_return false;
  std::string received(expected.size(), '\0');
  const auto [ec, n] = co_await asio::async_read(socket, asio::buffer(received), as_result);
  co_return !ec && received == expected;
}

template <class Socket, class Endpoint>
Task<bool> answers_within(std::chrono::milliseconds time_limit, Endpoint where, std::string sent, std::string expected) {
  asio::steady_timer timer(co_await asio::this_coro::executor, time_limit);
  const auto outcome = co_await (answers<Socket>(where, std::move(sent), std::move(expected)) || timer.async_wait(as_result));
  co_return outcome.index() == 0 && std::get<0>(outcome);
}

std::string http_get(const std::string& host, const std::string& path) {
  return "GET " + path + " HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n";
}

struct PostmasterStatus {
  std::int64_t pid = 0;
  bool is_ready = false;
};

PostmasterStatus read_postmaster_file(const std::string& data_directory) {
  std::ifstream file(data_directory + "/postmaster.pid");
  std::string line;
  PostmasterStatus out;
  for (int number = 1; number <= 8 && std::getline(file, line); ++number) {
    if (number == 1) out.pid = std::strtoll(line.c_str(), nullptr, 10);
    if (number == 8) out.is_ready = line.starts_with("ready");
  }
  return out;
}

asio::ip::tcp::endpoint on_this_machine(unsigned short port) { return {asio::ip::address_v4::loopback(), port}; }

}  // namespace

Readiness unix_socket_accepts(std::string path) {
  return [path = std::move(path)]() -> Task<bool> {
    if (!fits(path)) co_return false;
    co_return co_await answers<Local::socket>(Local::endpoint(path), {}, {});
  };
}

Readiness tcp_port_accepts(unsigned short port) {
  return [port]() -> Task<bool> { co_return co_await answers<asio::ip::tcp::socket>(on_this_machine(port), {}, {}); };
}

Readiness unix_http_answers(std::string socket_path, std::string host, std::string path, std::chrono::milliseconds time_limit) {
  return [socket_path = std::move(socket_path), sent = http_get(host, path), time_limit]() -> Task<bool> {
    if (!fits(socket_path)) co_return false;
    co_return co_await answers_within<Local::socket>(time_limit, Local::endpoint(socket_path), sent, "HTTP/1.1 200");
  };
}

Readiness tcp_http_answers(unsigned short port, std::string host, std::string path, std::chrono::milliseconds time_limit) {
  return [port, sent = http_get(host, path), time_limit]() -> Task<bool> {
    co_return co_await answers_within<asio::ip::tcp::socket>(time_limit, on_this_machine(port), sent, "HTTP/1.1 200");
  };
}

bool postgres_is_ready(const std::string& data_directory, std::int64_t pid) {
  const auto status = read_postmaster_file(data_directory);
  return status.pid == pid && status.is_ready;
}

Readiness postgres_answers(std::string data_directory, std::string socket_path) {
  return [data_directory = std::move(data_directory), accepts = unix_socket_accepts(std::move(socket_path))]() -> Task<bool> {
    co_return co_await accepts() && read_postmaster_file(data_directory).is_ready;
  };
}

Readiness redis_answers(std::string socket_path, std::string password) {
  const std::string sent = password.empty() ? "PING\r\n" : "AUTH " + password + "\r\nPING\r\n";
  const std::string expected = password.empty() ? "+PONG\r\n" : "+OK\r\n+PONG\r\n";
  return [socket_path = std::move(socket_path), sent, expected]() -> Task<bool> {
    if (!fits(socket_path)) co_return false;
    co_return co_await answers_within<Local::socket>(std::chrono::seconds(2), Local::endpoint(socket_path), sent, expected);
  };
}

}  // namespace mvp::supervisor
