#include "supervisor/spawn.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <grp.h>
#include <poll.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <csignal>
#include <cstring>
#include <stdexcept>
#include <system_error>

#include "supervisor/log_file.hpp"

namespace mvp::supervisor {
namespace {

/// Everything the child needs, made before fork(): after it only async-signal-safe calls are allowed.
struct Prepared {
  std::vector<std::string> env_text;
  std::vector<char*> argv, env;
  std::vector<int> groups;  ///< it writes itself into these
  int log = -1, input = -1;

  explicit Prepared(const Spec& spec) {
    for (const auto& [key, value] : spec.env) env_text.push_back(key + "=" + value);
    for (const auto& argument : spec.argv) argv.push_back(const_cast<char*>(argument.c_str()));
    for (const auto& entry : env_text) env.push_back(const_cast<char*>(entry.c_str()));
    argv.push_back(nullptr);
    env.push_back(nullptr);
    input = ::open("/dev/null", O_RDWR | O_CLOEXEC);
    log = spec.log_file.empty() ? input : open_log(spec.log_file);
    for (const auto& file : spec.joins) groups.push_back(::open(file.c_str(), O_WRONLY | O_CLOEXEC));
  }
  ~Prepared() {
    if (log >= 0 && log != input) ::close(log);
    if (input >= 0) ::close(input);
    for (const int group : groups) ::close(group);
  }
  Prepared(const Prepared&) = delete;
  Prepared& operator=(const Prepared&) = delete;
};

constexpr std::size_t most_descriptors = 8;

[[noreturn]] void become(const Spec& spec, const Prepared& prepared, int failure_pipe) {
  const auto refuse = [&] {
    const int error = errno;
    [[maybe_unused]] const auto written = ::write(failure_pipe, &error, sizeof error);
    ::_exit(127);
  };
  ::setsid();
  sigset_t none;
  ::sigemptyset(&none);
  ::sigprocmask(SIG_SETMASK, &none, nullptr);
  for (int signal = 1; signal < 32; ++signal) ::signal(signal, SIG_DFL);

  for (const int group : prepared.groups)
    if (::write(group, "0", 1) != 1) refuse();

  // Copies above every target first: a source may have the number another one is to get.
  const int count = static_cast<int>(spec.descriptors.size()), beyond = 3 + count;
  std::array<int, most_descriptors> copies{};
  for (int i = 0; i < count; ++i)
    if ((copies[static_cast<std::size_t>(i)] = ::fcntl(spec.descriptors[static_cast<std::size_t>(i)], F_DUPFD, beyond)) < 0) refuse();
  const int log = ::fcntl(prepared.log, F_DUPFD, beyond), input = ::fcntl(prepared.input, F_DUPFD, beyond);
  failure_pipe = ::fcntl(failure_pipe, F_DUPFD_CLOEXEC, beyond);
  if (log < 0 || input < 0 || failure_pipe < 0) ::_exit(127);
  ::dup2(input, 0);
  ::dup2(log, 1);
  ::dup2(log, 2);
  for (int i = 0; i < count; ++i) ::dup2(copies[static_cast<std::size_t>(i)], 3 + i);
  if (failure_pipe > beyond) ::close_range(static_cast<unsigned>(beyond), static_cast<unsigned>(failure_pipe - 1), 0);
  ::close_range(static_cast<unsigned>(failure_pipe + 1), ~0U, 0);

  const rlimit files{spec.limits.open_files, spec.limits.open_files}, core{spec.limits.core_bytes, spec.limits.core_bytes};
  ::setrlimit(RLIMIT_NOFILE, &files);
  ::setrlimit(RLIMIT_CORE, &core);
  if (spec.owner && (::setgroups(0, nullptr) != 0 || ::setgid(spec.owner->gid) != 0 || ::setuid(spec.owner->uid) != 0)) refuse();
  if (::chdir(spec.directory.c_str()) != 0) refuse();
  ::execve(prepared.argv[0], prepared.argv.data(), prepared.env.data());
  refuse();
  ::_exit(127);
}

}  // namespace

Identity spawn(const Spec& spec) {
  if (spec.argv.empty() || spec.descriptors.size() > most_descriptors) throw std::logic_error(spec.name + ": no program, or too many descriptors");
  const Prepared prepared(spec);
  int ends[2];
  if (::pipe2(ends, O_CLOEXEC) != 0) throw std::system_error(errno, std::generic_category(), "pipe");
  const pid_t pid = ::fork();
  if (pid == 0) become(spec, prepared, ends[1]);
  const int fork_error = errno;
  ::close(ends[1]);
  if (pid < 0) {
    ::close(ends[0]);
    throw std::system_error(fork_error, std::generic_category(), "fork");
  }
  const auto identity = Identity::of(pid);
  int error = 0;
  ssize_t bytes;
  do bytes = ::read(ends[0], &error, sizeof error);
  while (bytes < 0 && errno == EINTR);
  ::close(ends[0]);
  if (bytes == sizeof error) {
    ::waitpid(pid, nullptr, 0);
    throw std::system_error(error, std::generic_category(), "cannot start " + spec.argv.front());
  }
  // It may have ended already: then the pidfd says so at once, by a start time that matches nothing.
  return identity.value_or(Identity{.pid = pid, .start_ticks = 0, .boot_id = {}});
}

std::string describe_exit(int code, int status) {
  if (code == CLD_EXITED) return fmt::format("exit status {}", status);
  if (code == CLD_KILLED || code == CLD_DUMPED) return fmt::format("signal {} ({})", status, ::strsignal(status));
  return "gone";
}

bool wait_for_end(const Identity& identity, std::chrono::milliseconds time_limit) {
  const int fd = open_pidfd(identity);
  if (fd < 0) return true;
  pollfd wait{.fd = fd, .events = POLLIN, .revents = 0};
  int ready;
  do ready = ::poll(&wait, 1, static_cast<int>(time_limit.count()));
  while (ready < 0 && errno == EINTR);
  ::close(fd);
  return ready > 0;
}

void reap(const Identity& child, std::chrono::milliseconds time_limit) {
  const auto pid = static_cast<pid_t>(child.pid);
  if (!wait_for_end(child, time_limit)) ::kill(-pid, SIGKILL);
  ::waitpid(pid, nullptr, 0);
}

void run_to_end(const Spec& spec, std::chrono::milliseconds time_limit) {
  const auto identity = spawn(spec);
  const auto pid = static_cast<pid_t>(identity.pid);
  const bool is_in_time = wait_for_end(identity, time_limit);
  if (!is_in_time) ::kill(-pid, SIGKILL);
  siginfo_t info{};
  ::waitid(P_PID, static_cast<id_t>(pid), &info, WEXITED);
  if (is_in_time && info.si_code == CLD_EXITED && info.si_status == 0) return;
  throw std::runtime_error(fmt::format("{} {}: {}", spec.name,
                                       is_in_time ? "ended with " + describe_exit(info.si_code, info.si_status) : "took too long",
                                       last_lines(spec.log_file)));
}

}  // namespace mvp::supervisor
