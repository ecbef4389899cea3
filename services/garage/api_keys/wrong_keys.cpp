#include "api_keys/wrong_keys.hpp"

namespace mvp::garage {

bool WrongKeys::is_blocked(const std::string& remote, Clock::time_point now) const {
  const auto found = tallies_.find(remote);
  return found != tallies_.end() && found->second.wrong >= most && now - found->second.since < window;
}

void WrongKeys::count(const std::string& remote, Clock::time_point now) {
  if (tallies_.size() >= capacity) std::erase_if(tallies_, [&](const auto& entry) { return now - entry.second.since >= window; });
  if (tallies_.size() >= capacity && !tallies_.contains(remote)) return;
  auto& tally = tallies_.try_emplace(remote, Tally{.since = now}).first->second;
  if (now - tally.since >= window) tally = {.since = now};
  ++tally.wrong;
}

}  // namespace mvp::garage
