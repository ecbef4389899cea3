#include "import/terminal.hpp"

#include <sys/ioctl.h>
#include <unistd.h>

#include <array>
#include <csignal>
#include <cstdlib>
#include <string_view>

namespace mvp::catalog::vpic_import {
namespace {

constexpr std::string_view hide_cursor = "\x1b[?25l", clear_line = "\r\x1b[K", clear_and_show_cursor = "\r\x1b[K\x1b[?25h";
constexpr std::array ending_signals{SIGINT, SIGTERM, SIGHUP, SIGQUIT};

volatile std::sig_atomic_t signal_descriptor = -1;

void put_cursor_back(int signal) {
  // Only what is safe in a signal handler; SA_RESETHAND makes the second signal end the process.
  [[maybe_unused]] const auto written = ::write(signal_descriptor, clear_and_show_cursor.data(), clear_and_show_cursor.size());
  ::raise(signal);
}

void on_ending_signals(void (*handler)(int)) {
  struct sigaction action {};
  action.sa_handler = handler;
  action.sa_flags = static_cast<int>(SA_RESETHAND);
  for (const int signal : ending_signals) {
    struct sigaction before {};
    ::sigaction(signal, nullptr, &before);
    if (before.sa_handler != SIG_IGN) ::sigaction(signal, &action, nullptr);  // nohup stays nohup
  }
}

bool is_set(const char* variable) {
  const char* value = std::getenv(variable);
  return value && *value;
}

std::size_t width_of(int descriptor) {
  winsize size{};
  return ::ioctl(descriptor, TIOCGWINSZ, &size) == 0 && size.ws_col > 0 ? size.ws_col : 80;
}

}  // namespace

Terminal::Terminal(int descriptor, std::string name)
    : descriptor_(descriptor), name_(std::move(name)), is_terminal_(::isatty(descriptor) == 1),
      has_colour_(is_terminal_ && !is_set("NO_COLOR")) {  // https://no-color.org
  std::signal(SIGPIPE, SIG_IGN);  // that nobody watches any more is no reason to end the work
  if (!is_terminal_) return;
  signal_descriptor = descriptor;
  on_ending_signals(put_cursor_back);
  write(std::string(hide_cursor));
}

Terminal::~Terminal() {
  if (!is_terminal_) return;
  write(std::string(clear_and_show_cursor));
  on_ending_signals(SIG_DFL);
}

Watcher Terminal::watcher() {
  return {[this](const std::string& line) { say(line); }, [this](const Position& position) { show(position); }};
}

void Terminal::write(const std::string& text) const {
  for (std::string_view rest = text; !rest.empty();) {
    const auto written = ::write(descriptor_, rest.data(), rest.size());
    if (written <= 0) return;
    rest.remove_prefix(static_cast<std::size_t>(written));
  }
}

void Terminal::say(const std::string& line) { write(std::string(is_terminal_ ? clear_line : "") + name_ + line + '\n'); }

void Terminal::show(const Position& position) {
  if (!is_terminal_) {
    if (position.is_step_over) say(finished_line(position));
    return;
  }
  const auto now = std::chrono::steady_clock::now();
  pace_.measure(position, now);
  const bool is_last = position.done == position.total;
  if (!is_last && now - drawn_at_ < std::chrono::milliseconds(50)) return;
  drawn_at_ = now;
  draw(position);
}

void Terminal::draw(const Position& position) {
  auto line = progress_line(position, pace_.per_second(), width_of(descriptor_) - 1);  // the last column would wrap
  const auto begin = line.find('['), end = line.find(']');
  if (has_colour_ && begin != std::string::npos && end != std::string::npos) {
    line.insert(end, "\x1b[0m");
    line.insert(begin + 1, "\x1b[32m");
  }
  write(std::string(clear_line) + line);
}

}  // namespace mvp::catalog::vpic_import
