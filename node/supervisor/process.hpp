#pragma once
#include <boost/asio/any_io_executor.hpp>
#include <csignal>
#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "supervisor/condition.hpp"
#include "supervisor/readiness.hpp"
#include "supervisor/spawn.hpp"

namespace mvp::supervisor {

/// How a process is watched and ended.
struct Care {
  Readiness ready;                         ///< when it serves
  int stop_signal = SIGTERM;               ///< to the process; SIGKILL to its whole group after `stop_timeout`
  std::function<void()> ask_to_stop{};     ///< before the signal, where a program has a quicker way
  std::chrono::milliseconds stop_timeout{15'000};
  std::chrono::milliseconds backoff_least{100};
  std::chrono::milliseconds backoff_most{10'000};
  std::chrono::milliseconds backoff_reset{10'000};  ///< a life as long as this starts the back-off anew
};

/// One program kept alive: started, watched by pidfd, restarted with back-off when it dies, stopped on request.
/// Not tied to this object's life: a process whose Process is destroyed runs on, and is adopted by its identity.
/// All calls on one thread.
class Process : public std::enable_shared_from_this<Process> {
 public:
  enum class State { stopped, starting, ready, waiting };  ///< waiting: for the back-off to pass
  enum class Event { started, adopted, ready, ended, refused };
  using Listener = std::function<void(const Process&, Event, const std::string& detail)>;

  Process(boost::asio::any_io_executor executor, Spec spec, Care care, Listener listener);

  void start();  ///< wanted from now on; at once if it is not there
  /// Takes over a running process instead of starting one. @return false if it is not alive (then `start` it).
  bool adopt(const Identity& identity);
  /// Ends it, by force at the time limit. Returns when it is gone.
  Task<> stop();
  /// Ends and starts it again, without back-off.
  Task<> restart();
  /// @return false at the deadline.
  Task<bool> until_ready(Clock::time_point deadline);

  State state() const { return state_; }
  const Spec& spec() const { return spec_; }
  const std::optional<Identity>& identity() const { return identity_; }
  int starts() const { return starts_; }  ///< by this object, adoption not counted

 private:
  Task<> live();
  Task<> watch_one_life();
  Task<> become_ready();
  Task<> back_off();
  void tell(Event event, const std::string& detail = {});
  void enter(State state);

  boost::asio::any_io_executor executor_;
  Spec spec_;
  Care care_;
  Listener listener_;
  Condition changed_, hurry_;
  State state_ = State::stopped;
  std::optional<Identity> identity_;
  std::chrono::milliseconds next_backoff_;
  pid_t orphaned_group_ = 0;  ///< of the last life, asked to end; 0: nobody is left
  bool is_wanted_ = false, is_living_ = false;
  int starts_ = 0;
};

}  // namespace mvp::supervisor
