#pragma once
#include <condition_variable>
#include <functional>
#include <mutex>
#include <string>
#include <thread>

#include "index/catalogue.hpp"

namespace mvp::catalog {

/// A thread of its own that loads the index and looks for a newer import: every second while there is none, every ten
/// seconds after that. A database that is away is logged once and asked again; the last index stays in use.
class Refresher {
 public:
  /// `catalogue` must outlive it. `on_loaded` runs on its thread after each load.
  Refresher(Catalogue& catalogue, std::string conninfo, std::function<void()> on_loaded = [] {});

 private:
  void run(const std::stop_token& stop);
  void look();

  Catalogue& catalogue_;
  std::string conninfo_;
  std::function<void()> on_loaded_;
  bool is_failing_ = false;
  std::mutex mutex_;
  std::condition_variable_any wake_;
  std::jthread thread_;  ///< last: stopped and joined before the rest goes
};

}  // namespace mvp::catalog
