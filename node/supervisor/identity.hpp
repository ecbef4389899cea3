#pragma once
#include <sys/types.h>

#include <boost/describe.hpp>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace mvp::supervisor {

/// Which process it is, for as long as the machine runs and across restarts of whoever watches it: a pid alone is
/// reused, a pid with its start time is not.
struct Identity {
  std::int64_t pid = 0;
  std::int64_t start_ticks = 0;  ///< field 22 of /proc/PID/stat, clock ticks since boot
  std::string boot_id;           ///< of the boot those ticks count from

  /// nullopt when there is no such process, or only a zombie of it.
  static std::optional<Identity> of(pid_t pid);
  bool is_alive() const;

  friend bool operator==(const Identity&, const Identity&) = default;
};
BOOST_DESCRIBE_STRUCT(Identity, (), (pid, start_ticks, boot_id))

/// A descriptor that becomes readable when the process ends (pidfd_open), or -1 when it is not that process any more.
int open_pidfd(const Identity& identity);

/// A running process with exactly these arguments and working directory whose parent is not one too (PostgreSQL's
/// children look like their postmaster). For what was started an instant before its starter died unrecorded.
std::optional<Identity> find_running(const std::vector<std::string>& argv, const std::string& directory);

}  // namespace mvp::supervisor
