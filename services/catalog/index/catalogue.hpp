#pragma once
#include <atomic>
#include <chrono>
#include <memory>
#include <string>

#include "index/index.hpp"

namespace mvp::catalog {

/// The index in use, from any thread; replaced whole when a newer import is there. Whoever holds one keeps it.
class Catalogue {
 public:
  /// nullptr before the first load.
  std::shared_ptr<const Index> current() const { return index_.load(); }
  void replace(std::shared_ptr<const Index> index) { index_.store(std::move(index)); }

 private:
  std::atomic<std::shared_ptr<const Index>> index_;
};

/// The year it is, UTC.
int this_year();

}  // namespace mvp::catalog
