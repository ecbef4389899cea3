#pragma once
#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/posix/stream_descriptor.hpp>
#include <boost/asio/thread_pool.hpp>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "drivers/local/cluster_template.hpp"
#include "drivers/local/layout.hpp"
#include "drivers/local/settings.hpp"
#include "stack/idle_clock.hpp"
#include "supervisor/atomic_file.hpp"
#include "supervisor/process.hpp"

namespace mvp::node::local {

/// What a stack needs from its driver.
struct StackPlatform {
  const Settings& settings;
  boost::asio::any_io_executor executor;
  boost::asio::thread_pool& pool;
  std::function<Task<ClusterTemplate>()> cluster_template;  ///< waits for it; throws when it cannot be built
  std::function<std::string()> schema;                      ///< checksum every database is to have
  std::function<void()> cluster_claimed;                    ///< a spare is gone
  std::function<void(const std::string& stack_id, int fd)> keep_socket;  ///< to the keeper; -1: not any more
};

/// One tenant's PostgreSQL, Redis and garage: makes them what is wanted (level-triggered), keeps them so, wakes them
/// when somebody connects. All calls on the agent's thread; lives as long as any coroutine of it.
class Stack : public std::enable_shared_from_this<Stack> {
 public:
  Stack(StackPlatform platform, Record record);

  const Record& record() const { return record_; }
  StackStatus status() const;
  std::vector<StackProcess> processes() const;

  /// After the agent's start. `listener` is what the keeper held, or -1. Adopts what still runs.
  void restore(int listener);
  /// Stores the wish and works towards it in the background.
  void want(StackState state);
  /// @return false at the deadline; status() says what is awaited.
  Task<bool> until_reached(supervisor::Clock::time_point deadline);
  /// A new service secret: garage must read it.
  void renew_secret(const std::string& secret);
  /// Of the plan, from now on.
  void limit(const PlanLimits& limits);
  /// Another name, on disk and for garage, which starts anew.
  Task<> rename(std::string slug);
  /// Puts it to sleep when nobody has asked for so long as the plan says; wakes it when its next job is due.
  void look_at_clock();
  /// Ends all processes, keeps the wish. Nothing wakes the stack after it.
  Task<> stop_for_good();
  void rotate_logs();

 private:
  using ProcessPtr = std::shared_ptr<supervisor::Process>;

  Task<> drive();
  Task<> bring_up();
  Task<> bring_down();
  Task<> archive();
  Task<> restore_archive();
  Task<> provision();
  Task<> provide_socket();
  Task<> prepare_database(std::string schema);
  Task<bool> settled(ProcessPtr process);
  Task<> wake_on_connection();
  void watch_socket();
  bool is_reached() const;
  Task<> stop_garage();
  void close_socket();
  static bool is_ready(const ProcessPtr& process);
  supervisor::Readiness postgres_readiness();
  std::vector<std::string> join_control_groups();
  std::int64_t earlier_starts(const std::string& name) const;
  void forget_processes();
  void make_processes();
  void make_garage();
  ProcessPtr make_process(supervisor::Spec spec, supervisor::Care care);
  void on_event(const supervisor::Process& process, supervisor::Process::Event event, const std::string& detail);
  void await(const std::string& what);
  void save(supervisor::Survives what);

  StackPlatform platform_;
  Record record_;
  Layout layout_;
  int listener_ = -1;
  ProcessPtr postgres_, redis_, garage_;  ///< none while it sleeps
  std::map<std::string, std::int64_t> earlier_starts_;
  supervisor::Condition changed_;
  std::unique_ptr<boost::asio::posix::stream_descriptor> doorbell_;
  std::string awaited_;
  StackState actual_ = StackState::absent;
  IdleClock idle_;
  bool is_driving_ = false, is_ended_ = false;
};

}  // namespace mvp::node::local
