#pragma once
#include <boost/asio/basic_socket_acceptor.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>
#include <chrono>
#include <list>
#include <memory>
#include <vector>

#include "listener.hpp"
#include "mvp/http/server.hpp"
#include "request_ids.hpp"
#include "request_reader.hpp"

namespace mvp::http {

/// One thread of a server: its io_context, its acceptors, its connections. Everything but `stop` runs on that thread.
class Worker {
 public:
  Worker(const ServerConfig& config, std::vector<Listener>& listeners);

  /// Serves until stopped and drained.
  void run(const ThreadFactory& factory);
  /// From any thread: accept no more, finish what is in flight, return from run.
  void stop();
  boost::asio::io_context& io() { return io_; }

 private:
  using Acceptor = boost::asio::basic_socket_acceptor<boost::asio::generic::stream_protocol>;
  using Clock = std::chrono::steady_clock;

  /// One connection. `deadline` is enforced by the sweep, which covers slow readers and slow writers alike.
  struct Connection {
    explicit Connection(Socket s);
    Socket socket;
    std::optional<unsigned> peer_uid;
    Clock::time_point deadline{};
    bool is_idle = false;  ///< between two requests of a keep-alive connection
  };

  Task<> accept_from(Acceptor& acceptor);
  Task<> serve(std::list<Connection>::iterator connection);
  Task<bool> answer_one(Connection& connection, RequestReader& reader);
  Task<> sweep();
  void begin_drain();
  void end_if_drained();

  const ServerConfig& config_;
  boost::asio::io_context io_{1};
  boost::asio::steady_timer sweep_timer_{io_};
  std::vector<Acceptor> acceptors_;
  std::list<Connection> connections_;
  ThreadHandler handler_;
  RequestIds request_ids_;
  bool is_draining_ = false;
};

}  // namespace mvp::http
