#pragma once
#include <concepts>
#include <cstdint>
#include <functional>
#include <string>

namespace mvp::catalog::vpic_import {

/// One line for the person who waits.
using Progress = std::function<void(const std::string&)>;

/// How far the work is.
struct Position {
  enum class Unit { bytes, rows };

  std::string step;  ///< "unpacking", or the table
  std::uint64_t done = 0, total = 0;  ///< of the whole: all tables together
  Unit unit = Unit::rows;
  std::uint64_t step_done = 0;        ///< of this step
  bool is_step_over = false;
};

/// Who watches. Called on the working thread; what it throws ends the work.
struct Watcher {
  template <std::convertible_to<Progress> Line>
  Watcher(Line line, std::function<void(const Position&)> position = [](const Position&) {})
      : say(std::move(line)), moved(std::move(position)) {}

  Progress say;
  std::function<void(const Position&)> moved;
};

}  // namespace mvp::catalog::vpic_import
