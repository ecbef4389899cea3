#pragma once
#include <boost/asio/any_io_executor.hpp>
#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <variant>
#include <vector>

#include "mvp/core/context.hpp"
#include "mvp/core/task.hpp"
#include "mvp/core/unavailable.hpp"

namespace mvp::redis {

/// Redis is away, or gave no answer before the deadline.
struct Unavailable : mvp::Unavailable {
  using mvp::Unavailable::Unavailable;
};
/// Redis answered with an error.
struct ServerError : std::runtime_error {
  using std::runtime_error::runtime_error;
};

struct ClientConfig {
  std::string url;       ///< "unix:/path/redis.sock" or "tcp:127.0.0.1:6379"
  std::string password;  ///< empty: no AUTH
};

/// One RESP2 reply. nullopt = nil.
struct Reply {
  using List = std::vector<Reply>;
  std::variant<std::monostate, std::string, std::int64_t, List> value;

  bool is_nil() const { return std::holds_alternative<std::monostate>(value); }
  const std::string& text() const { return std::get<std::string>(value); }
  std::int64_t integer() const { return std::get<std::int64_t>(value); }
  const List& list() const { return std::get<List>(value); }
};

/// One thread's pipelined connection to Redis. Connects lazily, reconnects; commands of any number of coroutines share
/// it, answers come back in order. @throws Unavailable, ServerError.
class Client {
 public:
  /// @throws std::invalid_argument when `config.url` is no address.
  Client(boost::asio::any_io_executor executor, ClientConfig config);
  ~Client();
  Client(const Client&) = delete;
  Client& operator=(const Client&) = delete;

  Task<Reply> command(const Context& context, std::vector<std::string> words);

  Task<std::optional<std::string>> read(const Context& context, std::string key);  ///< GET
  Task<> write(const Context& context, std::string key, std::string value, std::chrono::seconds ttl);  ///< SET EX
  /// SET NX EX. @return false if the key is there already.
  Task<bool> write_if_absent(const Context& context, std::string key, std::string value, std::chrono::seconds ttl);
  Task<std::optional<std::string>> take(const Context& context, std::string key);  ///< GETDEL: single use
  Task<bool> erase(const Context& context, std::string key);                       ///< @return true if it was there
  Task<bool> is_reachable(const Context& context);

 private:
  class Impl;
  std::shared_ptr<Impl> impl_;
};

}  // namespace mvp::redis
