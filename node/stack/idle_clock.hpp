#pragma once
#include <chrono>
#include <cstdint>
#include <string>

namespace mvp::node {

/// How long a running stack has been asked for nothing: by the file that its garage touches (mvp/http/activity.hpp).
class IdleClock {
 public:
  using Clock = std::chrono::steady_clock;

  /// It begins to run: only what comes from now on counts.
  void restart() { active_at_ = Clock::now(); }
  Clock::duration idle_for(const std::string& activity_file);

 private:
  Clock::time_point active_at_{};
  std::int64_t seen_ns_ = 0;  ///< time of the file when it was last looked at
};

/// True once when the time is there that garage wrote into this file for its next job, in seconds since 1970; garage says
/// again when the one after it is. The file is the tenant's: it may be anything.
bool take_due(const std::string& wake_at_file);

}  // namespace mvp::node
