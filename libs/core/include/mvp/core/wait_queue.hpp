#pragma once
#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/as_tuple.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <chrono>
#include <deque>
#include <memory>
#include <utility>

#include "mvp/core/task.hpp"

namespace mvp {

/// Coroutines of one executor that wait for something to happen, each until a deadline of its own, woken first come,
/// first served. A timer apiece: waiters that shared one would end each other's waits by setting its expiry.
class WaitQueue {
 public:
  explicit WaitQueue(boost::asio::any_io_executor executor) : executor_(std::move(executor)) {}

  std::size_t size() const { return waiting_.size(); }

  /// @return true if woken, false at the deadline. Who was woken must act on it, even when the deadline passed as well:
  /// nobody else was woken instead.
  Task<bool> wait(std::chrono::steady_clock::time_point deadline) {
    const auto turn = std::make_shared<boost::asio::steady_timer>(executor_, deadline);
    waiting_.push_back(turn);
    co_await turn->async_wait(boost::asio::as_tuple(boost::asio::use_awaitable));
    co_return std::erase(waiting_, turn) == 0;
  }

  /// @return false if nobody waits.
  bool wake_one() {
    if (waiting_.empty()) return false;
    const auto turn = std::move(waiting_.front());
    waiting_.pop_front();
    turn->cancel();
    return true;
  }
  void wake_all() {
    while (wake_one()) {
    }
  }

 private:
  boost::asio::any_io_executor executor_;
  std::deque<std::shared_ptr<boost::asio::steady_timer>> waiting_{};
};

}  // namespace mvp
