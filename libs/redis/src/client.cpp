#include "mvp/redis/client.hpp"

#include <array>
#include <boost/asio/as_tuple.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/connect.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/generic/stream_protocol.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/local/stream_protocol.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>
#include <charconv>
#include <deque>

#include "mvp/log/log.hpp"
#include "resp.hpp"

namespace mvp::redis {
namespace {

namespace asio = boost::asio;
using Socket = asio::generic::stream_protocol::socket;
using Endpoint = asio::generic::stream_protocol::endpoint;
using Deadline = std::chrono::steady_clock::time_point;
constexpr auto as_result = asio::as_tuple(asio::use_awaitable);
constexpr auto connect_patience = std::chrono::seconds(5);

Endpoint endpoint_of(const std::string& url) {
  if (url.starts_with("unix:")) return asio::local::stream_protocol::endpoint(url.substr(5));
  const auto colon = url.rfind(':');
  unsigned short port{};
  if (!url.starts_with("tcp:") || std::from_chars(url.data() + colon + 1, url.data() + url.size(), port).ec != std::errc{})
    throw std::invalid_argument("a Redis address looks like unix:/path or tcp:127.0.0.1:6379, not " + url);
  return asio::ip::tcp::endpoint(asio::ip::make_address(url.substr(4, colon - 4)), port);
}

}  // namespace

class Client::Impl : public std::enable_shared_from_this<Impl> {
 public:
  Impl(asio::any_io_executor executor, ClientConfig config)
      : executor_(std::move(executor)), config_(std::move(config)), opening_(executor_) {}

  Task<Reply> command(std::vector<std::string> words, Deadline deadline) {
    const auto keep = shared_from_this();
    const auto link = co_await connected(deadline);
    const auto call = std::make_shared<Call>(executor_);
    enqueue(link, call, words);
    while (!call->is_done) {
      call->done.expires_at(deadline);
      co_await call->done.async_wait(as_result);
      if (call->is_done || std::chrono::steady_clock::now() < deadline) continue;
      lose(link, "no answer in time");
      throw Unavailable("no answer from Redis in time");
    }
    if (call->is_lost) throw Unavailable("the connection to Redis was lost");
    if (call->answer.error) throw ServerError(*call->answer.error);
    co_return std::move(call->answer.reply);
  }

 private:
  /// A command under way; `done` is cancelled when its answer is there.
  struct Call {
    explicit Call(const asio::any_io_executor& executor) : done(executor) {}
    Answer answer{};
    bool is_done = false;
    bool is_lost = false;
    asio::steady_timer done;
  };
  /// One connection: answers come back in the order of the commands.
  struct Link {
    explicit Link(const asio::any_io_executor& executor) : socket(executor) {}
    Socket socket;
    std::deque<std::shared_ptr<Call>> in_flight{};
    std::string unsent{};
    bool is_writing = false;
    bool is_open = true;
  };

  Task<std::shared_ptr<Link>> connected(Deadline deadline) {
    while (is_opening_) {
      opening_.expires_at(deadline);
      co_await opening_.async_wait(as_result);
      if (std::chrono::steady_clock::now() >= deadline) throw Unavailable("no connection to Redis in time");
    }
    if (link_) co_return link_;
    is_opening_ = true;
    const auto until = std::min(deadline, std::chrono::steady_clock::now() + connect_patience);
    std::string reason = "no connection to Redis in time";
    auto pause = std::chrono::milliseconds(1);
    auto link = std::make_shared<Link>(executor_);
    for (;; pause = std::min(pause * 2, std::chrono::milliseconds(50))) {
      const auto [ec] = co_await link->socket.async_connect(endpoint_of(config_.url), as_result);
      if (!ec) break;
      reason = "Redis at " + config_.url + ": " + ec.message();
      boost::system::error_code ignored;
      link->socket.close(ignored);
      if (std::chrono::steady_clock::now() + pause >= until) {
        link.reset();
        break;
      }
      asio::steady_timer timer(executor_, pause);
      co_await timer.async_wait(as_result);
    }
    is_opening_ = false;
    opening_.cancel();
    if (!link) throw Unavailable(reason);
    link_ = link;
    asio::co_spawn(executor_, read_all(shared_from_this(), link), asio::detached);
    if (!config_.password.empty()) enqueue(link, std::make_shared<Call>(executor_), {"AUTH", config_.password});
    co_return link;
  }

  void enqueue(const std::shared_ptr<Link>& link, const std::shared_ptr<Call>& call, const std::vector<std::string>& words) {
    link->unsent += encode(words);
    link->in_flight.push_back(call);
    if (!std::exchange(link->is_writing, true))
      asio::co_spawn(executor_, write_all(shared_from_this(), link), asio::detached);
  }

  static Task<> write_all(std::shared_ptr<Impl> self, std::shared_ptr<Link> link) {
    while (link->is_open && !link->unsent.empty()) {
      const auto batch = std::exchange(link->unsent, {});
      const auto [ec, bytes] = co_await asio::async_write(link->socket, asio::buffer(batch), as_result);
      if (ec) self->lose(link, ec.message());
    }
    link->is_writing = false;
  }

  static Task<> read_all(std::shared_ptr<Impl> self, std::shared_ptr<Link> link) {
    std::string input;
    std::array<char, 16 * 1024> chunk;
    while (link->is_open) {
      const auto [ec, bytes] = co_await link->socket.async_read_some(asio::buffer(chunk), as_result);
      if (ec) {
        self->lose(link, ec.message());
        co_return;
      }
      input.append(chunk.data(), bytes);
      try {
        while (auto answer = decode(input)) self->deliver(link, std::move(*answer));
      } catch (const Unavailable& e) {
        self->lose(link, e.what());
      }
    }
  }

  void deliver(const std::shared_ptr<Link>& link, Answer answer) {
    if (link->in_flight.empty()) throw Unavailable("Redis answered a question nobody asked");
    const auto call = link->in_flight.front();
    link->in_flight.pop_front();
    call->answer = std::move(answer);
    call->is_done = true;
    call->done.cancel();
  }

  void lose(const std::shared_ptr<Link>& link, const std::string& reason) {
    if (!std::exchange(link->is_open, false)) return;
    if (!link->in_flight.empty()) log::warn("redis connection lost", {{"what", reason}});
    if (link_ == link) link_.reset();
    boost::system::error_code ignored;
    link->socket.close(ignored);
    for (const auto& call : std::exchange(link->in_flight, {})) {
      call->is_lost = call->is_done = true;
      call->done.cancel();
    }
  }

  asio::any_io_executor executor_;
  ClientConfig config_;
  std::shared_ptr<Link> link_{};
  bool is_opening_ = false;
  asio::steady_timer opening_;  ///< cancelled when an attempt to connect has ended
};

Client::Client(asio::any_io_executor executor, ClientConfig config)
    : impl_(std::make_shared<Impl>(std::move(executor), std::move(config))) {}
Client::~Client() = default;

Task<Reply> Client::command(const Context& context, std::vector<std::string> words) {
  return impl_->command(std::move(words), context.deadline);
}

Task<std::optional<std::string>> Client::read(const Context& context, std::string key) {
  const auto reply = co_await command(context, {"GET", std::move(key)});
  co_return reply.is_nil() ? std::nullopt : std::optional(reply.text());
}

Task<> Client::write(const Context& context, std::string key, std::string value, std::chrono::seconds ttl) {
  co_await command(context, {"SET", std::move(key), std::move(value), "EX", std::to_string(ttl.count())});
}

Task<bool> Client::write_if_absent(const Context& context, std::string key, std::string value, std::chrono::seconds ttl) {
  const auto reply = co_await command(context, {"SET", std::move(key), std::move(value), "NX", "EX", std::to_string(ttl.count())});
  co_return !reply.is_nil();
}

Task<std::optional<std::string>> Client::take(const Context& context, std::string key) {
  const auto reply = co_await command(context, {"GETDEL", std::move(key)});
  co_return reply.is_nil() ? std::nullopt : std::optional(reply.text());
}

Task<bool> Client::erase(const Context& context, std::string key) {
  const auto reply = co_await command(context, {"DEL", std::move(key)});
  co_return reply.integer() > 0;
}

Task<bool> Client::is_reachable(const Context& context) {
  try {
    co_await command(context, {"PING"});
    co_return true;
  } catch (const std::exception&) {
    co_return false;
  }
}

}  // namespace mvp::redis
