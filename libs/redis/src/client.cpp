#include "mvp/redis/client.hpp"

#include <algorithm>
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

#include "mvp/core/wait_queue.hpp"
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
constexpr auto silence_limit = std::chrono::seconds(1);  ///< with commands under way; then the connection is given up
constexpr std::size_t queue_limit = 10'000;

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
      : executor_(std::move(executor)), config_(std::move(config)), endpoint_(endpoint_of(config_.url)), opened_(executor_) {}

  Task<Reply> command(std::vector<std::string> words, Deadline deadline) {
    const auto keep = shared_from_this();
    co_return co_await ask(co_await connected(deadline), std::move(words), deadline);
  }
  /// Ends what is under way with Unavailable.
  void close() {
    if (link_) lose(link_, "closed");
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
    Deadline last_heard = std::chrono::steady_clock::now();
  };

  Task<std::shared_ptr<Link>> connected(Deadline deadline) {
    if (link_) co_return link_;
    // An attempt is everybody's: it does not end with the caller who happened to be first, and all learn how it ended.
    if (!std::exchange(is_opening_, true)) asio::co_spawn(executor_, open(shared_from_this()), asio::detached);
    if (!co_await opened_.wait(deadline)) throw Unavailable("no connection to Redis in time");
    if (!link_) throw Unavailable(failure_);
    co_return link_;
  }

  /// Tries again while the server is starting.
  static Task<> open(std::shared_ptr<Impl> self) {
    const auto until = std::chrono::steady_clock::now() + connect_patience;
    for (auto pause = std::chrono::milliseconds(1); !self->link_; pause = std::min(pause * 2, std::chrono::milliseconds(50))) {
      try {
        self->link_ = co_await self->connect(until);
      } catch (const std::exception& e) {  // refused password included: what is wrong is not the caller's statement
        self->failure_ = "Redis at " + self->config_.url + ": " + e.what();
      }
      if (self->link_ || std::chrono::steady_clock::now() + pause >= until) break;
      asio::steady_timer timer(self->executor_, pause);
      co_await timer.async_wait(as_result);
    }
    self->is_opening_ = false;
    self->opened_.wake_all();
  }

  Task<std::shared_ptr<Link>> connect(Deadline until) {
    const auto link = std::make_shared<Link>(executor_);
    asio::steady_timer watchdog(executor_, until);
    watchdog.async_wait([weak = std::weak_ptr(link)](boost::system::error_code ec) {
      boost::system::error_code ignored;
      if (const auto late = weak.lock(); late && !ec) late->socket.close(ignored);
    });
    const auto [ec] = co_await link->socket.async_connect(endpoint_, as_result);
    watchdog.cancel();
    if (ec) throw Unavailable(ec.message());
    asio::co_spawn(executor_, read_all(shared_from_this(), link), asio::detached);
    if (!config_.password.empty()) co_await ask(link, {"AUTH", config_.password}, until);
    if (!link->is_open) throw Unavailable("the connection was lost");
    co_return link;
  }

  Task<Reply> ask(std::shared_ptr<Link> link, std::vector<std::string> words, Deadline deadline) {
    if (link->in_flight.size() >= queue_limit) throw Unavailable("too many commands wait for Redis");
    const auto call = std::make_shared<Call>(executor_);
    enqueue(link, call, words);
    while (!call->is_done) {
      call->done.expires_at(deadline);
      co_await call->done.async_wait(as_result);
      const auto now = std::chrono::steady_clock::now();
      if (call->is_done || now < deadline) continue;
      // Late is not lost: the answer is thrown away when it comes, and the neighbours keep theirs.
      if (now - link->last_heard >= silence_limit) lose(link, "no answer in time");
      throw Unavailable("no answer from Redis in time");
    }
    if (call->is_lost) throw Unavailable("the connection to Redis was lost");
    if (call->answer.error) throw ServerError(*call->answer.error);
    co_return std::move(call->answer.reply);
  }

  void enqueue(const std::shared_ptr<Link>& link, const std::shared_ptr<Call>& call, const std::vector<std::string>& words) {
    if (link->in_flight.empty()) link->last_heard = std::chrono::steady_clock::now();
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
      link->last_heard = std::chrono::steady_clock::now();
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

  void lose(std::shared_ptr<Link> link, std::string reason) {
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
  Endpoint endpoint_;
  std::shared_ptr<Link> link_{};
  bool is_opening_ = false;
  std::string failure_{};  ///< of the last attempt to connect
  WaitQueue opened_;       ///< woken when an attempt to connect has ended
};

Client::Client(asio::any_io_executor executor, ClientConfig config)
    : impl_(std::make_shared<Impl>(std::move(executor), std::move(config))) {}
Client::~Client() { impl_->close(); }

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
