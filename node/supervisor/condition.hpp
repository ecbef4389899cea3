#pragma once
#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/as_tuple.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <chrono>
#include <list>

#include "mvp/core/task.hpp"

namespace mvp::supervisor {

using Clock = std::chrono::steady_clock;

/// Lets coroutines of one thread wait until something they look at may have changed.
class Condition {
 public:
  /// @return false when the deadline came first. Look again either way.
  Task<bool> wait_until(Clock::time_point deadline) {
    const auto executor = co_await boost::asio::this_coro::executor;
    boost::asio::steady_timer timer(executor, deadline);
    const Registration here(waiters_, timer);
    const auto [ec] = co_await timer.async_wait(boost::asio::as_tuple(boost::asio::use_awaitable));
    co_return bool(ec);
  }
  void notify() {
    for (auto* timer : waiters_) timer->cancel();
  }

 private:
  using Waiters = std::list<boost::asio::steady_timer*>;
  struct Registration {
    Registration(Waiters& all, boost::asio::steady_timer& timer) : waiters(all) { waiters.push_back(&timer); where = std::prev(waiters.end()); }
    ~Registration() { waiters.erase(where); }
    Registration(const Registration&) = delete;
    Registration& operator=(const Registration&) = delete;
    Waiters& waiters;
    Waiters::iterator where;
  };

  Waiters waiters_;
};

}  // namespace mvp::supervisor
