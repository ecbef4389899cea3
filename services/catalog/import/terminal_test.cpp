#include "import/terminal.hpp"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <cstdlib>
#include <functional>

namespace mvp::catalog::vpic_import {
namespace {

const Position half{.step = "patterns", .done = 5, .total = 10, .step_done = 5, .is_step_over = true};

struct Shown {
  std::string text;
  int status = 0;  ///< of waitpid
};

/// What a process of its own, whose Terminal is the descriptor, shows on it.
Shown shown_by(int reader, int descriptor, const std::function<void(Watcher)>& body) {
  const pid_t child = ::fork();
  if (child == 0) {
    ::close(reader);
    for (const int signal : {SIGINT, SIGTERM, SIGHUP}) std::signal(signal, SIG_DFL);  // a test run by nohup has some ignored
    {
      Terminal terminal(descriptor, "x: ");
      body(terminal.watcher());
    }
    ::_exit(0);
  }
  ::close(descriptor);
  Shown shown;
  char buffer[4096];
  for (ssize_t length = 0; (length = ::read(reader, buffer, sizeof buffer)) > 0;) shown.text.append(buffer, static_cast<std::size_t>(length));
  ::close(reader);
  ::waitpid(child, &shown.status, 0);
  return shown;
}

Shown on_a_terminal(const std::function<void(Watcher)>& body) {
  const int reader = ::posix_openpt(O_RDWR | O_NOCTTY);
  ::grantpt(reader);
  ::unlockpt(reader);
  const winsize size{.ws_row = 24, .ws_col = 61, .ws_xpixel = 0, .ws_ypixel = 0};
  ::ioctl(reader, TIOCSWINSZ, &size);
  return shown_by(reader, ::open(::ptsname(reader), O_RDWR | O_NOCTTY), body);
}

Shown through_a_pipe(const std::function<void(Watcher)>& body) {
  int ends[2];
  if (::pipe(ends) != 0) std::abort();
  return shown_by(ends[0], ends[1], body);
}

TEST(Terminal, redraws_one_line_as_wide_as_the_terminal_and_gives_the_cursor_back) {
  ::setenv("NO_COLOR", "1", 1);
  const auto shown = on_a_terminal([](const Watcher& watcher) { watcher.moved(half); });
  EXPECT_EQ(shown.text, "\x1b[?25l\r\x1b[K" + progress_line(half, 0, 60) + "\r\x1b[K\x1b[?25h");
}

TEST(Terminal, colours_the_bar_unless_no_color_is_set) {
  ::setenv("NO_COLOR", "1", 1);
  EXPECT_EQ(on_a_terminal([](const Watcher& watcher) { watcher.moved(half); }).text.find("\x1b[32m"), std::string::npos);
  ::unsetenv("NO_COLOR");
  EXPECT_NE(on_a_terminal([](const Watcher& watcher) { watcher.moved(half); }).text.find("\x1b[32m"), std::string::npos);
}

TEST(Terminal, gives_the_cursor_back_when_a_signal_ends_the_program) {
  for (const int signal : {SIGINT, SIGTERM, SIGHUP}) {
    const auto shown = on_a_terminal([signal](const Watcher& watcher) {
      watcher.moved(half);
      ::raise(signal);
    });
    EXPECT_TRUE(shown.text.ends_with("\x1b[?25h")) << signal;
    EXPECT_TRUE(WIFSIGNALED(shown.status) && WTERMSIG(shown.status) == signal) << signal;
  }
}

TEST(Terminal, is_a_plain_line_for_each_table_where_there_is_no_terminal) {
  const auto shown = through_a_pipe([](const Watcher& watcher) {
    watcher.moved({.step = "patterns", .done = 2, .total = 10, .step_done = 2});
    watcher.moved(half);
    watcher.say("done");
  });
  EXPECT_EQ(shown.text, "x: patterns: 5 rows\nx: done\n");
}

TEST(Terminal, goes_on_when_nobody_watches_any_more) {
  int ends[2];
  ASSERT_EQ(::pipe(ends), 0);
  ::close(ends[0]);
  const pid_t child = ::fork();
  if (child == 0) {
    std::signal(SIGPIPE, SIG_DFL);
    Terminal terminal(ends[1], "x: ");
    terminal.watcher().say("heard by nobody");
    ::_exit(7);
  }
  ::close(ends[1]);
  int status = 0;
  ::waitpid(child, &status, 0);
  EXPECT_TRUE(WIFEXITED(status) && WEXITSTATUS(status) == 7) << status;
}

}  // namespace
}  // namespace mvp::catalog::vpic_import
