#pragma once
#include <chrono>
#include <cstddef>
#include <string>

#include "import/progress.hpp"

namespace mvp::catalog::vpic_import {

/// Speed of the work, measured from where it began: a continued import does not count what was there before.
class Pace {
 public:
  /// A new start when the unit changes.
  void measure(const Position& position, std::chrono::steady_clock::time_point now);
  double per_second() const { return per_second_; }

 private:
  Position::Unit unit_ = Position::Unit::bytes;
  std::uint64_t began_with_ = 0, last_ = 0;
  std::chrono::steady_clock::time_point began_at_{};
  double per_second_ = 0;
};

/// "patterns  [=========>      ]  63%  683,201 of 1,083,213 rows  181,000/s  2 s left", as much as fits into `width`.
std::string progress_line(const Position& position, double per_second, std::size_t width);

/// "patterns: 799,207 rows"
std::string finished_line(const Position& position);

}  // namespace mvp::catalog::vpic_import
