#include "cli/child.hpp"

#include <fmt/format.h>
#include <grp.h>
#include <pwd.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

#include "cli/session.hpp"

namespace mvp::cli {

void execute(const std::string& program, const std::vector<std::string>& arguments, const std::map<std::string, std::string>& environment) {
  std::vector<std::string> variables;
  for (const auto& [name, value] : environment) variables.push_back(name + "=" + value);
  std::vector<char*> words{const_cast<char*>(program.c_str())}, pairs;
  for (const auto& argument : arguments) words.push_back(const_cast<char*>(argument.c_str()));
  for (const auto& variable : variables) pairs.push_back(const_cast<char*>(variable.c_str()));
  words.push_back(nullptr);
  pairs.push_back(nullptr);
  std::fflush(nullptr);
  ::execve(program.c_str(), words.data(), pairs.data());
  throw Failed(program + " cannot be run: " + std::strerror(errno) + ".");
}

void go_on_as(uid_t user) {
  if (::geteuid() != 0 || user == 0) return;
  const auto* entry = ::getpwuid(user);
  if (!entry) throw Failed(fmt::format("The platform runs as user {}, whom this machine does not know.", user));
  if (::setgroups(0, nullptr) != 0 || ::setgid(entry->pw_gid) != 0 || ::setuid(user) != 0)
    throw Failed(fmt::format("Cannot go on as the user {}: {}.", entry->pw_name, std::strerror(errno)));
}

Ended run_child(const std::function<void()>& body) {
  int ends[2];
  if (::pipe(ends) != 0) throw Failed(std::string("No pipe: ") + std::strerror(errno));
  std::fflush(nullptr);
  const pid_t child = ::fork();
  if (child < 0) throw Failed(std::string("No process: ") + std::strerror(errno));
  if (child == 0) {
    ::dup2(ends[1], STDOUT_FILENO);
    ::close(ends[0]);
    ::close(ends[1]);
    try {
      body();
    } catch (const std::exception& e) {
      fmt::print(stderr, "mvp: {}\n", e.what());
    }
    ::_exit(127);
  }
  ::close(ends[1]);
  Ended ended;
  char buffer[4096];
  for (ssize_t length = 0; (length = ::read(ends[0], buffer, sizeof buffer)) > 0;) ended.output.append(buffer, static_cast<std::size_t>(length));
  ::close(ends[0]);
  int status = 0;
  while (::waitpid(child, &status, 0) < 0 && errno == EINTR) {}
  ended.status = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
  return ended;
}

}  // namespace mvp::cli
