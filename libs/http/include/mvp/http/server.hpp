#pragma once
#include <boost/asio/io_context.hpp>
#include <chrono>
#include <cstddef>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "mvp/core/task.hpp"
#include "mvp/http/message.hpp"

namespace mvp::http {

struct ServerConfig {
  std::vector<std::string> listen;  ///< "tcp:127.0.0.1:8001" (port 0: any), "unix:/path" (mode 0600), "fd:3" (inherited listener)
  int threads = 1;                  ///< one io_context each; SO_REUSEPORT for TCP, a shared listener otherwise
  std::size_t header_limit = 16 * 1024;
  std::size_t body_limit = 1024 * 1024;
  std::chrono::milliseconds request_timeout{30'000};   ///< from the first byte to the last of the answer
  std::chrono::milliseconds idle_timeout{75'000};      ///< keep-alive
  std::chrono::milliseconds shutdown_timeout{10'000};  ///< for requests in flight after SIGTERM
};

/// What one thread serves with: made on that thread, destroyed after its last request.
using ThreadHandler = std::function<Task<Response>(Request)>;
using ThreadFactory = std::function<ThreadHandler(boost::asio::io_context&)>;

/// HTTP/1.1 with a strict reader: refuses obs-fold, missing or repeated Host, Transfer-Encoding other than `chunked`,
/// TE with CL, bad request targets; answers 400, 413, 431 before closing. Keep-alive, pipelining, Expect, HEAD.
/// `run` blocks until `stop` or SIGTERM/SIGINT: stops accepting, finishes what is in flight, returns.
class Server {
 public:
  Server(ServerConfig config, ThreadFactory factory);
  ~Server();

  /// Binds all listeners. @throws std::system_error naming the address that is busy.
  void bind();
  /// TCP port bound first (for port 0), or 0.
  unsigned short port() const;
  void run();   ///< blocks; installs signal handlers for SIGTERM and SIGINT
  void stop();  ///< from any thread: graceful

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace mvp::http
