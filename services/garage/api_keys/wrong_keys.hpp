#pragma once
#include <chrono>
#include <map>
#include <string>

namespace mvp::garage {

/// Counts wrong API keys by client address: past `most` within a minute an address hears no more about any key until
/// the minute is over. Forgets the addresses whose minute is over; of at most `capacity` at once the rest go uncounted.
class WrongKeys {
 public:
  using Clock = std::chrono::steady_clock;
  static constexpr int most = 20;
  static constexpr std::size_t capacity = 10'000;
  static constexpr std::chrono::seconds window{60};

  bool is_blocked(const std::string& remote, Clock::time_point now) const;
  void count(const std::string& remote, Clock::time_point now);

 private:
  struct Tally {
    Clock::time_point since;
    int wrong = 0;
  };
  std::map<std::string, Tally> tallies_{};
};

}  // namespace mvp::garage
