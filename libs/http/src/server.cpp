#include "mvp/http/server.hpp"

#include <csignal>

#include <boost/asio/signal_set.hpp>
#include <mutex>
#include <thread>

#include "listener.hpp"
#include "mvp/log/log.hpp"
#include "worker.hpp"

namespace mvp::http {

class Server::Impl {
 public:
  Impl(ServerConfig config, ThreadFactory factory) : config_(std::move(config)), factory_(std::move(factory)) {}

  void bind() {
    if (!workers_.empty()) return;
    for (const auto& address : config_.listen) listeners_.push_back(Listener::open(address));
    for (int i = 0; i < std::max(1, config_.threads); ++i)
      workers_.push_back(std::make_unique<Worker>(config_, listeners_));
  }

  unsigned short port() const {
    for (const auto& listener : listeners_)
      if (listener.port() != 0) return listener.port();
    return 0;
  }

  void run() {
    bind();
    std::signal(SIGPIPE, SIG_IGN);
    boost::asio::signal_set signals(workers_.front()->io(), SIGTERM, SIGINT);
    signals.async_wait([this](boost::system::error_code ec, int) {
      if (!ec) stop();
    });
    std::vector<std::jthread> threads;
    for (std::size_t i = 1; i < workers_.size(); ++i)
      threads.emplace_back([this, i] { workers_[i]->run(factory_); });
    workers_.front()->run(factory_);
  }

  void stop() {
    for (const auto& worker : workers_) worker->stop();
  }

 private:
  ServerConfig config_;
  ThreadFactory factory_;
  std::vector<Listener> listeners_;
  std::vector<std::unique_ptr<Worker>> workers_;
};

Server::Server(ServerConfig config, ThreadFactory factory)
    : impl_(std::make_unique<Impl>(std::move(config), std::move(factory))) {}
Server::~Server() = default;
void Server::bind() { impl_->bind(); }
unsigned short Server::port() const { return impl_->port(); }
void Server::run() { impl_->run(); }
void Server::stop() { impl_->stop(); }

}  // namespace mvp::http
