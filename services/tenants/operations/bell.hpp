#pragma once
#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/steady_timer.hpp>
#include <chrono>
#include <memory>
#include <mutex>
#include <vector>

#include "mvp/core/task.hpp"

namespace mvp::tenants {

/// Wakes coroutines of other threads: the reconciler when there is work, waiting requests when work is done. A ring
/// after a Listener was made is never missed; it says "look again", not what there is to see.
class Bell {
  struct Ear {
    explicit Ear(boost::asio::any_io_executor executor) : timer(executor) {}
    boost::asio::steady_timer timer;  ///< touched on its own thread only
    bool was_rung = false;
  };

 public:
  /// Hears every ring from its making on. Belongs to one coroutine.
  class Listener {
   public:
    /// Until rung, or at most so long.
    Task<> wait(std::chrono::milliseconds at_most);

   private:
    friend class Bell;
    explicit Listener(std::shared_ptr<Ear> ear) : ear_(std::move(ear)) {}
    std::shared_ptr<Ear> ear_;
  };

  Listener listen(boost::asio::any_io_executor executor);
  void ring();  ///< from any thread

 private:
  std::mutex mutex_;
  std::vector<std::weak_ptr<Ear>> ears_;
};

}  // namespace mvp::tenants
