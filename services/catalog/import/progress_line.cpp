#include "import/progress_line.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <vector>

#include "import/numbers.hpp"

namespace mvp::catalog::vpic_import {
namespace {

constexpr std::uint64_t mib = 1024 * 1024;

std::string amount(const Position& position) {
  if (position.unit == Position::Unit::rows) return grouped(position.done) + " of " + grouped(position.total) + " rows";
  return fmt::format("{} of {} MiB", position.done / mib, position.total / mib);
}

std::string speed(const Position& position, double per_second) {
  if (position.unit == Position::Unit::rows) return grouped(static_cast<std::uint64_t>(std::round(per_second))) + "/s";
  return fmt::format("{} MiB/s", static_cast<std::uint64_t>(std::round(per_second / mib)));
}

std::string time_left(const Position& position, double per_second) {
  const auto seconds = static_cast<std::uint64_t>(std::ceil(static_cast<double>(position.total - position.done) / per_second));
  if (seconds < 100) return fmt::format("{} s left", seconds);
  return fmt::format("{} min left", (seconds + 59) / 60);
}

std::string bar(double share, std::size_t width) {
  const auto filled = static_cast<std::size_t>(share * static_cast<double>(width));
  std::string out(filled, '=');
  if (filled < width) out += '>';
  return '[' + out + std::string(width - out.size(), ' ') + ']';
}

}  // namespace

std::string grouped(std::uint64_t number) {
  auto digits = std::to_string(number);
  for (auto at = digits.size(); at > 3;) digits.insert(at -= 3, ",");
  return digits;
}

void Pace::measure(const Position& position, std::chrono::steady_clock::time_point now) {
  const bool is_new = began_at_ == std::chrono::steady_clock::time_point{} || unit_ != position.unit || position.done < last_;
  if (is_new) {
    unit_ = position.unit;
    began_with_ = position.done;
    began_at_ = now;
    per_second_ = 0;
  }
  last_ = position.done;
  const auto seconds = std::chrono::duration<double>(now - began_at_).count();
  if (seconds > 0) per_second_ = static_cast<double>(position.done - began_with_) / seconds;
}

std::string progress_line(const Position& position, double per_second, std::size_t width) {
  constexpr std::size_t name_width = 21, least_bar = 10, most_bar = 40;
  const double share = position.total == 0 ? 1 : static_cast<double>(position.done) / static_cast<double>(position.total);
  auto line = fmt::format("{:<{}} {:>3}%", position.step, name_width, static_cast<int>(share * 100));
  const auto head = line.size() - 4;  // the bar comes before the percentage
  std::vector<std::string> parts{amount(position)};
  if (per_second > 0) {
    parts.push_back(speed(position, per_second));
    parts.push_back(time_left(position, per_second));
  }
  for (const auto& part : parts)
    if (line.size() + 2 + part.size() <= width) line += "  " + part;
  if (const auto room = width > line.size() ? width - line.size() : 0; room >= least_bar + 3)
    line.insert(head, bar(share, std::min(room - 3, most_bar)) + ' ');
  line.resize(std::min(line.size(), width));
  return line;
}

std::string finished_line(const Position& position) {
  if (position.unit == Position::Unit::rows) return position.step + ": " + grouped(position.step_done) + " rows";
  return fmt::format("{}: {} MiB", position.step, position.step_done / mib);
}

}  // namespace mvp::catalog::vpic_import
