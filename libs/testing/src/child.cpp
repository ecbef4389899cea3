#include "child.hpp"

#include <fcntl.h>
#include <grp.h>
#include <pwd.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <stdexcept>
#include <system_error>
#include <thread>

namespace mvp::testing {
namespace {

// PostgreSQL's immediate shutdown: ends its children and frees its shared memory, which SIGKILL would leave behind.
constexpr int stop_signal = SIGQUIT;

const passwd* server_user() { return ::geteuid() == 0 ? ::getpwnam("postgres") : nullptr; }

pid_t spawn(const std::vector<std::string>& argv, const std::string& log_file) {
  std::vector<char*> words;
  for (const auto& word : argv) words.push_back(const_cast<char*>(word.c_str()));
  words.push_back(nullptr);
  const auto* user = server_user();
  const pid_t parent = ::getpid();
  const pid_t pid = ::fork();
  if (pid < 0) throw std::system_error(errno, std::generic_category(), "fork");
  if (pid > 0) return pid;
  const int log = ::open(log_file.c_str(), O_WRONLY | O_CREAT | O_APPEND, 0644);
  ::dup2(log, 1);
  ::dup2(log, 2);
  if (user && (::setgroups(0, nullptr) != 0 || ::setgid(user->pw_gid) != 0 || ::setuid(user->pw_uid) != 0)) ::_exit(126);
  ::prctl(PR_SET_PDEATHSIG, stop_signal);  // after setuid, which clears it
  if (::getppid() != parent) ::_exit(126);
  ::setpgid(0, 0);
  ::unsetenv("ASAN_OPTIONS");
  if (::chdir("/") != 0) ::_exit(126);
  ::execv(words[0], words.data());
  ::_exit(127);
}

/// Removes the directories of this program's servers when it ends.
struct Cleaner {
  std::vector<std::string> directories;
  ~Cleaner() {
    std::error_code ignored;
    for (const auto& directory : directories) std::filesystem::remove_all(directory, ignored);
  }
};
Cleaner& cleaner() {
  static Cleaner instance;
  return instance;
}

std::string content_of(const std::string& file) {
  std::ifstream in(file);
  return {std::istreambuf_iterator<char>(in), {}};
}

}  // namespace

Child::Child(const std::vector<std::string>& argv, const std::string& log_file) : pid_(spawn(argv, log_file)) {}

Child::~Child() {
  ::kill(pid_, stop_signal);
  for (int i = 0; i < 500; ++i) {
    if (::waitpid(pid_, nullptr, WNOHANG) != 0) return;
    std::this_thread::sleep_for(std::chrono::milliseconds(10));
  }
  ::kill(pid_, SIGKILL);
  ::waitpid(pid_, nullptr, 0);
}

void run_to_end(const std::vector<std::string>& argv, const std::string& log_file) {
  int status = 0;
  ::waitpid(spawn(argv, log_file), &status, 0);
  if (!WIFEXITED(status) || WEXITSTATUS(status) != 0) throw std::runtime_error(argv[0] + " failed:\n" + content_of(log_file));
}

std::string make_server_directory(const std::string& purpose) {
  std::string path = (std::filesystem::temp_directory_path() / ("mvp-" + purpose + "-XXXXXX")).string();
  if (!::mkdtemp(path.data())) throw std::system_error(errno, std::generic_category(), "mkdtemp");
  if (const auto* user = server_user())
    if (::chown(path.c_str(), user->pw_uid, user->pw_gid) != 0) throw std::system_error(errno, std::generic_category(), "chown");
  cleaner().directories.push_back(path);
  return path;
}

}  // namespace mvp::testing
