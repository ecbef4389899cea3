#pragma once
#include <chrono>
#include <string>

#include "mvp/core/context.hpp"
#include "mvp/core/task.hpp"
#include "mvp/redis/client.hpp"

namespace mvp::landing {

/// Counts what one remote address does within a minute, for all threads together. @throws redis::Unavailable.
class RateLimit {
 public:
  static constexpr std::int64_t per_minute = 30;

  /// `name` separates the counters of different limits.
  RateLimit(redis::Client& redis, std::string name) : redis_(redis), name_(std::move(name)) {}

  /// Counts one more. @return zero, or how long until the next is allowed.
  Task<std::chrono::seconds> wait_time(const Context& context);

 private:
  redis::Client& redis_;
  std::string name_;
};

}  // namespace mvp::landing
