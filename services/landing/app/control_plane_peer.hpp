#pragma once
// What stands in the control plane's place in tests: a server of this process that says what it is told to.
#include <mutex>
#include <thread>
#include <vector>

#include "app/landing_site.hpp"

namespace mvp::landing {

/// Hands out the service token "landing's", answers everything else with `answer` and remembers what it was asked.
class ControlPlanePeer {
 public:
  explicit ControlPlanePeer(http::Response answer)
      : answer_(std::move(answer)),
        server_({.listen = {"tcp:127.0.0.1:0"}}, [this](boost::asio::io_context&) -> http::ThreadHandler {
          return [this](http::Request request) -> Task<http::Response> { co_return reply_to(std::move(request)); };
        }) {
    server_.bind();
    thread_ = std::jthread([this] { server_.run(); });
  }
  ~ControlPlanePeer() { server_.stop(); }
  ControlPlanePeer(const ControlPlanePeer&) = delete;
  ControlPlanePeer& operator=(const ControlPlanePeer&) = delete;

  std::string url() const { return "http://127.0.0.1:" + std::to_string(server_.port()); }
  std::vector<http::Request> asked() const {
    const std::lock_guard lock(mutex_);
    return asked_;
  }

 private:
  http::Response reply_to(http::Request request) {
    if (request.path == "/api/v1/service-token")
      return {.body = json::serialize(json::Object{{"token", "landing's"}, {"expires_in", 300}})};
    const std::lock_guard lock(mutex_);
    asked_.push_back(std::move(request));
    return answer_;
  }

  http::Response answer_;
  mutable std::mutex mutex_;
  std::vector<http::Request> asked_{};
  http::Server server_;
  std::jthread thread_;
};

}  // namespace mvp::landing
