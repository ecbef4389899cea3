#include "supervisor/background.hpp"

#include <boost/system/system_error.hpp>

#include "mvp/log/log.hpp"
#include "mvp/metrics/metrics.hpp"

namespace mvp::supervisor {

void in_background(const boost::asio::any_io_executor& executor, std::string name, std::function<Task<>()> body) {
  auto run = [](std::function<Task<>()> coroutine) -> Task<> { co_await coroutine(); };
  boost::asio::co_spawn(executor, run(std::move(body)), [name = std::move(name)](std::exception_ptr thrown) {
    if (!thrown) return;
    try {
      std::rethrow_exception(thrown);
    } catch (const std::exception& e) {
      log::error("background work failed", {{"work", name}, {"what", e.what()}});
      metrics::count("mvp_background_failures_total", "Background coroutines that ended with an exception", {{"work", name}});
    }
  });
}

}  // namespace mvp::supervisor
