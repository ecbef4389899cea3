#pragma once
#include <chrono>
#include <string>

#include "import/progress_line.hpp"

namespace mvp::catalog::vpic_import {

/// Shows a Watcher's news on a file descriptor: on a terminal one line redrawn in place, elsewhere a line for each
/// finished step. While it lives on a terminal the cursor is hidden; it comes back at the end, and when a signal
/// (Ctrl-C) ends the program. One at a time.
class Terminal {
 public:
  /// `name` stands before each plain line: "mvp-catalog: ".
  Terminal(int descriptor, std::string name);
  ~Terminal();
  Terminal(const Terminal&) = delete;
  Terminal& operator=(const Terminal&) = delete;

  Watcher watcher();

 private:
  void say(const std::string& line);
  void show(const Position& position);
  void draw(const Position& position);
  void write(const std::string& text) const;

  int descriptor_;
  std::string name_;
  bool is_terminal_, has_colour_;
  Pace pace_{};
  std::chrono::steady_clock::time_point drawn_at_{};
};

}  // namespace mvp::catalog::vpic_import
