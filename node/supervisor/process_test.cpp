#include "supervisor/process.hpp"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>
#include <filesystem>
#include <fstream>
#include <memory>

#include "supervisor/atomic_file.hpp"
#include "supervisor/background.hpp"
#include "supervisor/log_file.hpp"

namespace mvp::supervisor {
namespace {

namespace fs = std::filesystem;
using namespace std::chrono_literals;

class Processes : public ::testing::Test {
 protected:
  void SetUp() override {
    char name[] = "/tmp/mvp-supervisor.XXXXXX";
    directory = ::mkdtemp(name);
  }
  void TearDown() override {
    if (process && process->identity()) ::kill(-static_cast<pid_t>(process->identity()->pid), SIGKILL);
    fs::remove_all(directory);
  }

  Spec shell(const std::string& script) {
    return {.name = "shell", .argv = {"/bin/sh", "-c", script}, .env = {{"PATH", "/usr/bin:/bin"}}, .directory = directory, .log_file = directory / "log"};
  }
  void supervise(Spec spec, Care care) {
    process = std::make_shared<Process>(io.get_executor(), std::move(spec), std::move(care),
                                        [this](const Process&, Process::Event event, const std::string& detail) {
                                          if (event == Process::Event::ended) ends.push_back(detail);
                                          if (event == Process::Event::refused) refusals.push_back(detail);
                                        });
  }
  void run(std::function<Task<>()> body) {
    std::exception_ptr failure;
    boost::asio::co_spawn(io, body(), [&](std::exception_ptr thrown) { failure = thrown; io.stop(); });
    io.restart();
    io.run_for(30s);
    if (failure) std::rethrow_exception(failure);
  }
  Task<> pause(std::chrono::milliseconds time) {
    boost::asio::steady_timer timer(io, time);
    co_await timer.async_wait(boost::asio::use_awaitable);
  }
  std::string log() { return read_file(directory / "log"); }

  fs::path directory;
  boost::asio::io_context io;
  std::shared_ptr<Process> process;
  std::vector<std::string> ends, refusals;
};

TEST_F(Processes, a_program_that_dies_is_started_again_with_a_growing_pause) {
  supervise(shell("echo life >> lives"), {.backoff_least = 20ms, .backoff_most = 80ms});
  run([&]() -> Task<> {
    const auto begun = Clock::now();
    process->start();
    while (ends.size() < 4) co_await pause(1ms);
    EXPECT_GE(Clock::now() - begun, 20ms + 40ms + 80ms);
    co_await process->stop();
    EXPECT_EQ(ends.front(), "exit status 0");
    EXPECT_EQ(process->state(), Process::State::stopped);
  });
}

TEST_F(Processes, a_program_that_does_not_exist_is_named) {
  supervise({.name = "none", .argv = {"/nonexistent/program"}}, {});
  run([&]() -> Task<> {
    process->start();
    while (refusals.empty()) co_await pause(1ms);
    EXPECT_NE(refusals.front().find("/nonexistent/program"), std::string::npos) << refusals.front();
    co_await process->stop();
  });
}

TEST_F(Processes, one_that_ignores_the_signal_is_killed_with_its_children_at_the_time_limit) {
  supervise(shell("trap '' TERM; (trap '' TERM; echo $$ > parent; exec sleep 100) & echo $! > child; wait; sleep 100"),
            {.ready = [this]() -> Task<bool> { co_return fs::exists(directory / "child"); }, .stop_timeout = 100ms});
  run([&]() -> Task<> {
    process->start();
    EXPECT_TRUE(co_await process->until_ready(Clock::now() + 5s));
    co_await pause(50ms);
    const auto child = std::stoi(read_file(directory / "child"));
    EXPECT_TRUE(Identity::of(child));
    co_await process->stop();
    EXPECT_EQ(ends.back(), "signal 9 (Killed)");
    co_await pause(50ms);
    EXPECT_FALSE(Identity::of(child));
  });
}

TEST_F(Processes, children_that_outlive_a_killed_parent_are_ended_before_the_next_one_starts) {
  supervise(shell("sleep 100 & echo $! > child; touch up; wait"), {.ready = [this]() -> Task<bool> { co_return fs::exists(directory / "up"); }, .backoff_least = 50ms});
  run([&]() -> Task<> {
    process->start();
    EXPECT_TRUE(co_await process->until_ready(Clock::now() + 5s));
    const auto child = std::stoi(read_file(directory / "child"));
    ::kill(static_cast<pid_t>(process->identity()->pid), SIGKILL);
    while (process->starts() < 2) co_await pause(1ms);
    co_await pause(20ms);
    EXPECT_FALSE(Identity::of(child));
    co_await process->stop();
  });
}

TEST_F(Processes, the_program_gets_the_descriptors_it_is_given_and_no_other) {
  int ends_of_pipe[2];
  ASSERT_EQ(::pipe(ends_of_pipe), 0);  // inheritable on purpose
  // No pipeline: the shell's own pipes would come and go among what is listed. What listing itself opened is gone when asked for.
  auto spec = shell("for f in /proc/$$/fd/*; do [ -e $f ] && printf '%s ' ${f##*/}; done; echo given >&3");
  spec.descriptors = {ends_of_pipe[1]};
  supervise(std::move(spec), {.backoff_least = 10s});
  run([&]() -> Task<> {
    process->start();
    while (ends.empty()) co_await pause(1ms);
    co_await process->stop();
  });
  EXPECT_EQ(log(), "0 1 2 3 ");
  char text[16] = {};
  EXPECT_EQ(::read(ends_of_pipe[0], text, sizeof text), 6);
  EXPECT_STREQ(text, "given\n");
  ::close(ends_of_pipe[0]);
  ::close(ends_of_pipe[1]);
}

TEST_F(Processes, it_lives_in_a_session_of_its_own) {
  const auto child = spawn(shell("exec sleep 100"));
  EXPECT_EQ(::getsid(static_cast<pid_t>(child.pid)), child.pid);
  ::kill(static_cast<pid_t>(child.pid), SIGKILL);
  reap(child, 5s);
}

TEST_F(Processes, one_started_by_another_is_adopted_and_watched) {
  const auto running = spawn(shell("exec sleep 100"));
  supervise(shell("exec sleep 100"), {.backoff_least = 1ms});
  run([&]() -> Task<> {
    EXPECT_TRUE(process->adopt(running));
    EXPECT_TRUE(co_await process->until_ready(Clock::now() + 5s));
    EXPECT_EQ(process->starts(), 0);
    ::kill(static_cast<pid_t>(running.pid), SIGKILL);
    while (process->starts() == 0) co_await pause(1ms);
    EXPECT_NE(process->identity()->pid, running.pid);
    co_await process->stop();
  });
}

TEST_F(Processes, a_reused_pid_is_not_the_process_that_had_it) {
  auto other = *Identity::of(::getpid());
  EXPECT_TRUE(other.is_alive());
  other.start_ticks -= 1;
  EXPECT_FALSE(other.is_alive());
  supervise(shell("true"), {});
  EXPECT_FALSE(process->adopt(other));
}

TEST_F(Processes, readiness_is_what_the_program_says_not_that_it_runs) {
  supervise(shell("sleep 0.1; touch ready; exec sleep 100"), {.ready = [this]() -> Task<bool> { co_return fs::exists(directory / "ready"); }});
  run([&]() -> Task<> {
    process->start();
    EXPECT_FALSE(co_await process->until_ready(Clock::now() + 20ms));
    EXPECT_TRUE(co_await process->until_ready(Clock::now() + 5s));
    co_await process->stop();
  });
}

TEST_F(Processes, a_program_run_to_its_end_reports_what_it_said_last) {
  try {
    run_to_end(shell("echo the disk is full; exit 3"), 5s);
    FAIL();
  } catch (const std::runtime_error& e) {
    EXPECT_STREQ(e.what(), "shell ended with exit status 3: the disk is full");
  }
  EXPECT_THROW(run_to_end(shell("sleep 100"), 50ms), std::runtime_error);
}

TEST_F(Processes, a_long_log_is_put_aside_while_its_writer_goes_on) {
  const auto path = directory / "long";
  const int fd = open_log(path);
  ASSERT_EQ(::write(fd, "0123456789", 10), 10);
  rotate_log(path, 10);
  EXPECT_FALSE(fs::exists(path.string() + ".1"));
  rotate_log(path, 9);
  ASSERT_EQ(::write(fd, "next", 4), 4);
  ::close(fd);
  EXPECT_EQ(read_file(path.string() + ".1"), "0123456789");
  EXPECT_EQ(read_file(path), "next");
}

TEST_F(Processes, a_replaced_file_is_private_and_leaves_nothing_beside_it) {
  replace_file(directory / "state", "one");
  replace_file(directory / "state", "two");
  EXPECT_EQ(read_file(directory / "state"), "two");
  EXPECT_EQ(fs::status(directory / "state").permissions(), fs::perms::owner_read | fs::perms::owner_write);
  EXPECT_EQ(std::distance(fs::directory_iterator(directory), fs::directory_iterator{}), 1);
}

}  // namespace
}  // namespace mvp::supervisor
