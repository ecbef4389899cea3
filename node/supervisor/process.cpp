#include "supervisor/process.hpp"

#include <sys/wait.h>

#include <boost/asio/experimental/awaitable_operators.hpp>
#include <boost/asio/posix/stream_descriptor.hpp>
#include <boost/asio/steady_timer.hpp>
#include <utility>

#include "supervisor/background.hpp"

namespace mvp::supervisor {
namespace {

namespace asio = boost::asio;
using namespace asio::experimental::awaitable_operators;
constexpr auto as_result = asio::as_tuple(asio::use_awaitable);

/// Collects the child. An adopted process is not ours to collect: its end is all we learn.
std::string collect(const Identity& identity) {
  siginfo_t info{};
  if (::waitid(P_PID, static_cast<id_t>(identity.pid), &info, WEXITED | WNOHANG) != 0 || info.si_pid == 0) return "gone";
  return describe_exit(info.si_code, info.si_status);
}

}  // namespace

Process::Process(asio::any_io_executor executor, Spec spec, Care care, Listener listener)
    : executor_(std::move(executor)), spec_(std::move(spec)), care_(std::move(care)), listener_(std::move(listener)), next_backoff_(care_.backoff_least) {}

void Process::start() {
  is_wanted_ = true;
  hurry_.notify();
  if (std::exchange(is_living_, true)) return;
  enter(State::starting);
  in_background(executor_, spec_.name, [self = shared_from_this()] { return self->live(); });
}

bool Process::adopt(const Identity& identity) {
  if (is_living_ || !identity.is_alive()) return false;
  identity_ = identity;
  start();
  return true;
}

Task<> Process::live() {
  while (is_wanted_) {
    const auto born = Clock::now();
    try {
      const bool is_adopted = identity_.has_value();
      if (!is_adopted) {
        identity_ = spawn(spec_);
        ++starts_;
      }
      enter(State::starting);
      tell(is_adopted ? Event::adopted : Event::started);
      co_await watch_one_life();
      const auto leader = static_cast<pid_t>(identity_->pid);
      const auto how = collect(*std::exchange(identity_, std::nullopt));
      // nginx' workers outlive a master that was killed, and keep its port from the next one.
      if (::kill(-leader, care_.stop_signal) == 0) orphaned_group_ = leader;
      if (Clock::now() - born >= care_.backoff_reset) next_backoff_ = care_.backoff_least;
      tell(Event::ended, how);
    } catch (const std::system_error& e) {
      identity_.reset();
      tell(Event::refused, e.what());
    }
    if (is_wanted_) co_await back_off();
    if (const auto group = std::exchange(orphaned_group_, 0); group != 0) ::kill(-group, SIGKILL);
  }
  is_living_ = false;
  enter(State::stopped);
}

Task<> Process::watch_one_life() {
  const int fd = open_pidfd(*identity_);
  if (fd < 0) co_return;
  asio::posix::stream_descriptor life(executor_, fd);
  const auto first = co_await (life.async_wait(asio::posix::stream_descriptor::wait_read, as_result) || become_ready());
  if (first.index() == 0) co_return;
  enter(State::ready);
  tell(Event::ready);
  co_await life.async_wait(asio::posix::stream_descriptor::wait_read, as_result);
}

Task<> Process::become_ready() {
  asio::steady_timer pause(executor_);
  while (care_.ready && !co_await care_.ready()) {
    pause.expires_after(std::chrono::milliseconds(1));
    co_await pause.async_wait(asio::use_awaitable);
  }
}

Task<> Process::back_off() {
  enter(State::waiting);
  const auto until = Clock::now() + next_backoff_;
  next_backoff_ = std::min(next_backoff_ * 2, care_.backoff_most);
  co_await hurry_.wait_until(until);
}

Task<> Process::stop() {
  const auto self = shared_from_this();
  is_wanted_ = false;
  hurry_.notify();
  if (identity_ && identity_->is_alive()) {
    if (care_.ask_to_stop) care_.ask_to_stop();
    ::kill(static_cast<pid_t>(identity_->pid), care_.stop_signal);
  }
  auto deadline = Clock::now() + care_.stop_timeout;
  while (is_living_ && !is_wanted_) {
    if (co_await changed_.wait_until(deadline)) continue;
    if (identity_ && identity_->is_alive()) ::kill(-static_cast<pid_t>(identity_->pid), SIGKILL);
    deadline = Clock::now() + std::chrono::seconds(1);
  }
}

Task<> Process::restart() {
  co_await stop();
  next_backoff_ = care_.backoff_least;
  start();
}

Task<bool> Process::until_ready(Clock::time_point deadline) {
  const auto self = shared_from_this();
  while (state_ != State::ready)
    if (!co_await changed_.wait_until(deadline)) co_return state_ == State::ready;
  co_return true;
}

void Process::enter(State state) {
  state_ = state;
  changed_.notify();
}

void Process::tell(Event event, const std::string& detail) {
  if (listener_) listener_(*this, event, detail);
}

}  // namespace mvp::supervisor
