#include "app/reconciler_thread.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>

#include "app/stack_check.hpp"
#include "mvp/log/log.hpp"

namespace mvp::tenants {

using namespace std::chrono_literals;

ReconcilerThread::ReconcilerThread(Shared& shared, ReconcilerConfig config)
    : shared_(shared),
      client_(io_.get_executor()),
      db_(io_.get_executor(), pg::DatabaseConfig{.conninfo = shared.settings.database_url}),
      node_(client_, shared.settings.node_socket),
      lifecycle_(db_, node_),
      reconciler_(db_, lifecycle_.plan(), shared.work, shared.done, config) {
  boost::asio::co_spawn(io_, reconciler_.run(), [this](std::exception_ptr failure) {
    if (failure) log::error("reconciler ended by an exception");
    io_.stop();
  });
  boost::asio::co_spawn(io_, expire_signups(), [](std::exception_ptr failure) {
    if (failure) log::error("expiry of sign-ups ended by an exception");
  });
  boost::asio::co_spawn(io_, compare_stacks(), [](std::exception_ptr failure) {
    if (failure) log::error("the comparison of stacks ended by an exception");
  });
  thread_ = std::jthread([this] { io_.run(); });
}

ReconcilerThread::~ReconcilerThread() {
  boost::asio::post(io_, [this] { reconciler_.stop(); });
  thread_.join();
}

Task<> ReconcilerThread::expire_signups() {
  boost::asio::steady_timer timer(io_);
  for (;;) {
    try {
      const auto count = co_await expire_overdue_everywhere(db_, Context{.deadline = std::chrono::steady_clock::now() + 10s});
      if (count > 0) log::info("sign-ups expired", {{"count", std::to_string(count)}});
    } catch (const std::exception& e) {
      log::warn("cannot expire sign-ups", {{"what", e.what()}});
    }
    timer.expires_after(60s);
    co_await timer.async_wait(boost::asio::use_awaitable);
  }
}

Task<> ReconcilerThread::compare_stacks() {
  boost::asio::steady_timer timer(io_);
  for (;;) {
    try {
      const Context context{.deadline = std::chrono::steady_clock::now() + 30s};
      const auto differences = co_await check_stacks(db_, node_, context, shared_.settings.operation_deadline);
      if (differences && !differences->to_repair.empty()) shared_.work.ring();
      if (differences) co_return;
      log::warn("stacks cannot be compared yet", {{"what", differences.error().detail}});
    } catch (const std::exception& e) {
      log::warn("stacks cannot be compared yet", {{"what", e.what()}});
    }
    timer.expires_after(2s);
    co_await timer.async_wait(boost::asio::use_awaitable);
  }
}

}  // namespace mvp::tenants
