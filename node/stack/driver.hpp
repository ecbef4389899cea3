#pragma once
#include <boost/describe.hpp>
#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "mvp/core/context.hpp"
#include "mvp/core/result.hpp"
#include "mvp/core/task.hpp"

namespace mvp::node {

/// What a tenant's stack is to be, and is.
///   hibernated: its data and its listening socket are there, no process is; whoever connects wakes it
///   archived:   its data is one compressed file, nothing listens
BOOST_DEFINE_ENUM_CLASS(StackState, absent, archived, hibernated, running)

struct StackStatus {
  std::string slug;
  std::string stack_id;
  StackState state = StackState::absent;
  std::string detail;  ///< what is awaited, for people; empty when the wanted state is reached
  std::int64_t archive_bytes = 0;        ///< of an archived stack
  std::vector<std::string> removed{};    ///< of an absent one: what there was of it and is no more
};
BOOST_DESCRIBE_STRUCT(StackStatus, (), (slug, stack_id, state, detail, archive_bytes, removed))

struct StackProcess {
  std::string name;
  std::string state;        ///< stopped, starting, ready, waiting (for its back-off)
  std::int64_t pid = 0;     ///< 0: none
  std::int64_t starts = 0;  ///< since the agent started
};
BOOST_DESCRIBE_STRUCT(StackProcess, (), (name, state, pid, starts))

/// What holds a stack back from using up the machine, and what enforces it.
struct StackLimits {
  std::string enforced_by;          ///< "cgroup v2 (memory, cpu, pids)", "an OS user per tenant", "rlimits", "settings"; several joined by ", "
  std::int64_t open_files = 0;      ///< per process
  std::int64_t redis_memory_bytes = 0;
  std::int64_t postgres_connections = 0;
};
BOOST_DESCRIBE_STRUCT(StackLimits, (), (enforced_by, open_files, redis_memory_bytes, postgres_connections))

/// What the tenant's plan allows its stack. 0: no limit of that kind.
struct PlanLimits {
  std::int64_t idle_after_s = 900;  ///< without requests for so long it hibernates; 0: never
  std::int64_t memory_mb = 256;
  std::int64_t cpu_percent = 100;   ///< of one core
  std::int64_t processes = 64;
  std::int64_t disk_mb = 2048;
  friend bool operator==(const PlanLimits&, const PlanLimits&) = default;
};
BOOST_DESCRIBE_STRUCT(PlanLimits, (), (idle_after_s, memory_mb, cpu_percent, processes, disk_mb))

struct StackRequest {
  std::string slug;
  std::string stack_id;  ///< UUID chosen by the control plane; names the stack's directory for ever
  StackState state = StackState::running;
  std::string service_secret;  ///< what its garage shows the control plane; empty: keep the one it has
  std::optional<PlanLimits> limits{};  ///< nullopt: keep those it has
};

/// Turns desired state into tenant stacks on this machine. One implementation per way of running them.
class StackDriver {
 public:
  virtual ~StackDriver() = default;

  /// Once, before anything else: takes up what ran before and works towards what is wanted of every stack. Returns when
  /// that is reached, or at the deadline.
  virtual Task<> restore(std::chrono::steady_clock::time_point deadline) = 0;

  /// Level-triggered and idempotent: stores the wish, returns when it is reached. Goes on after the context's deadline.
  /// @return invalid for a bad slug or id, conflict when the tenant has another stack, unavailable at the deadline with
  /// what is awaited.
  virtual Task<Result<StackStatus>> ensure(Context context, StackRequest request) = 0;
  /// Gives the stack another name; idempotent. Its garage starts anew under that name, waiting requests wait for it.
  /// @return invalid for a bad name, not_found, conflict when the name belongs to another stack or the driver cannot.
  virtual Task<Result<StackStatus>> rename(Context /*context*/, std::string /*slug*/, std::string /*stack_id*/, std::string /*to*/) {
    co_return fail(Errc::conflict, "Stacks of this driver keep their name.");
  }
  /// @return not_found.
  virtual Result<StackStatus> status(const std::string& slug) const = 0;
  virtual std::vector<StackStatus> all() const = 0;
  /// None while the stack sleeps. @return not_found.
  virtual Result<std::vector<StackProcess>> processes(const std::string& slug) const = 0;
  virtual StackLimits limits() const = 0;
  /// Ends every process of every stack and keeps what is wanted of them: the next start restores it.
  virtual Task<Result<std::int64_t>> stop_all(Context context) = 0;
};

}  // namespace mvp::node
