#include "operations/bell.hpp"

#include <algorithm>
#include <boost/asio/as_tuple.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/use_awaitable.hpp>

namespace mvp::tenants {

Task<> Bell::Listener::wait(std::chrono::milliseconds at_most) {
  const auto ear = ear_;
  if (!ear->was_rung) {
    ear->timer.expires_after(at_most);
    co_await ear->timer.async_wait(boost::asio::as_tuple(boost::asio::use_awaitable));
  }
  ear->was_rung = false;
}

Bell::Listener Bell::listen(boost::asio::any_io_executor executor) {
  auto ear = std::make_shared<Ear>(executor);
  const std::lock_guard lock(mutex_);
  std::erase_if(ears_, [](const auto& old) { return old.expired(); });
  ears_.push_back(ear);
  return Listener(std::move(ear));
}

void Bell::ring() {
  const std::lock_guard lock(mutex_);
  for (const auto& weak : ears_)
    if (const auto ear = weak.lock())
      boost::asio::post(ear->timer.get_executor(), [ear] {
        ear->was_rung = true;
        ear->timer.cancel();
      });
}

}  // namespace mvp::tenants
