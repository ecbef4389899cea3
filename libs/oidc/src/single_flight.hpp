#pragma once
#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/as_tuple.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <memory>

#include "mvp/core/task.hpp"

namespace mvp::oidc {

/// Coroutines of one thread that want the same thing: the first does the work, the others wait for its end and look
/// again. Its end includes failure: then each of the others decides for itself.
class SingleFlight {
  using Timer = boost::asio::steady_timer;

 public:
  /// Held by the one at work; its end wakes the others.
  class Lead {
   public:
    explicit Lead(std::shared_ptr<Timer> done) : done_(std::move(done)) {}
    ~Lead() { done_->cancel(); }
    Lead(const Lead&) = delete;
    Lead& operator=(const Lead&) = delete;

   private:
    std::shared_ptr<Timer> done_;
  };

  bool is_under_way() const { return !done_.expired(); }
  /// Only when nothing is under way.
  Lead lead(const boost::asio::any_io_executor& executor) {
    auto done = std::make_shared<Timer>(executor, Timer::time_point::max());
    done_ = done;
    return Lead(std::move(done));
  }
  Task<> wait() const {
    // A bare pointer: a waiter must not keep the work looking alive.
    if (auto* const done = done_.lock().get())
      co_await done->async_wait(boost::asio::as_tuple(boost::asio::use_awaitable));
  }

 private:
  std::weak_ptr<Timer> done_;
};

}  // namespace mvp::oidc
