#pragma once
#include <optional>
#include <string>

#include "mvp/core/context.hpp"
#include "mvp/core/task.hpp"
#include "mvp/http/message.hpp"
#include "mvp/redis/client.hpp"

namespace mvp::landing {

/// Counts what one address, or one person, does within a minute, for all threads together. @throws redis::Unavailable.
class RateLimit {
 public:
  static constexpr std::int64_t per_minute = 30;

  /// `name` separates the counters of different limits; `refusal` is the sentence for whoever is too fast.
  RateLimit(redis::Client& redis, std::string name, std::string refusal)
      : redis_(redis), name_(std::move(name)), refusal_(std::move(refusal)) {}

  /// Counts one more of `who`. @return nullopt, or the 429 with Retry-After.
  Task<std::optional<http::Response>> refuse(const Context& context, std::string who);

 private:
  redis::Client& redis_;
  std::string name_, refusal_;
};

}  // namespace mvp::landing
