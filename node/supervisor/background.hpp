#pragma once
#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/thread_pool.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <functional>
#include <string>
#include <type_traits>

#include "mvp/core/task.hpp"

namespace mvp::supervisor {

/// The one place where a coroutine is let go: what it throws is logged and counted under `name`.
void in_background(const boost::asio::any_io_executor& executor, std::string name, std::function<Task<>()> body);

/// Runs blocking work on the pool and comes back to the caller's thread with its result or exception.
template <class Work>
Task<std::invoke_result_t<Work>> on_pool(boost::asio::thread_pool& pool, Work work) {
  using Outcome = std::invoke_result_t<Work>;
  co_return co_await boost::asio::co_spawn(
      pool, [](Work run) -> Task<Outcome> { co_return run(); }(std::move(work)), boost::asio::use_awaitable);
}

}  // namespace mvp::supervisor
