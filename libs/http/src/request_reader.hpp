#pragma once
#include <boost/asio/generic/stream_protocol.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <optional>
#include <string_view>

#include "mvp/core/task.hpp"
#include "mvp/http/message.hpp"
#include "mvp/http/server.hpp"

namespace mvp::http {

using Socket = boost::asio::generic::stream_protocol::socket;

/// A request that must be answered with this status before the connection is closed.
struct Refusal {
  int status;
  std::string_view detail;
};

/// Reads one request off a connection, strictly. Between `fill` and `read` the caller can tell an idle connection from
/// a busy one.
class RequestReader {
 public:
  RequestReader(Socket& socket, const ServerConfig& config) : socket_(socket), config_(config) {}

  /// True when a request that came with the last one has begun already.
  bool has_bytes() const { return buffer_.size() > 0; }
  /// Waits for bytes. @return false when the peer has closed or the wait was cancelled.
  Task<bool> fill();

  struct Outcome {
    Request request{};
    bool keep_alive = false;
    std::optional<Refusal> refusal{};  ///< answer this, then close
    bool is_gone = false;              ///< the peer left or was too slow: nothing to answer
  };
  Task<Outcome> read();

 private:
  /// Bytes of the header at the buffer's front with its empty line, 0 while it is not whole, or nullopt when it is too long.
  std::optional<std::size_t> header_bytes() const;

  Socket& socket_;
  const ServerConfig& config_;
  boost::beast::flat_buffer buffer_{};
};

}  // namespace mvp::http
