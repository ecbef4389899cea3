#include "supervisor/identity.hpp"

#include <sys/syscall.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <sstream>

namespace mvp::supervisor {
namespace {

const std::string& current_boot_id() {
  static const std::string id = [] {
    std::ifstream file("/proc/sys/kernel/random/boot_id");
    std::string text;
    file >> text;
    return text;
  }();
  return id;
}

namespace fs = std::filesystem;

bool looks_like(const fs::path& proc, const std::string& command_line, const std::string& directory) {
  std::error_code ec;
  if (fs::read_symlink(proc / "cwd", ec) != directory) return false;
  std::ifstream file(proc / "cmdline", std::ios::binary);
  return std::string(std::istreambuf_iterator<char>(file), {}) == command_line;
}

std::string parent_of(const fs::path& proc) {
  std::ifstream file(proc / "stat");
  std::string line;
  std::getline(file, line);
  std::istringstream fields(line.substr(line.rfind(')') + 1));
  std::string state, parent;
  fields >> state >> parent;
  return parent;
}

}  // namespace

std::optional<Identity> Identity::of(pid_t pid) {
  std::ifstream file("/proc/" + std::to_string(pid) + "/stat");
  std::string line;
  if (!std::getline(file, line)) return std::nullopt;
  const auto name_end = line.rfind(')');  // the name may hold spaces and brackets of its own
  if (name_end == std::string::npos) return std::nullopt;
  std::istringstream fields(line.substr(name_end + 1));
  std::string state, skipped;
  fields >> state;
  if (state == "Z" || state == "X") return std::nullopt;
  for (int field = 4; field < 22; ++field) fields >> skipped;
  Identity identity{.pid = pid, .start_ticks = 0, .boot_id = current_boot_id()};
  fields >> identity.start_ticks;
  return fields ? std::optional(identity) : std::nullopt;
}

bool Identity::is_alive() const { return pid > 0 && of(static_cast<pid_t>(pid)) == *this; }

std::optional<Identity> find_running(const std::vector<std::string>& argv, const std::string& directory) {
  std::string command_line;
  for (const auto& argument : argv) command_line += argument + '\0';
  std::error_code ec;
  for (const auto& entry : fs::directory_iterator("/proc", ec)) {
    const auto name = entry.path().filename().string();
    if (name.find_first_not_of("0123456789") != std::string::npos || !looks_like(entry.path(), command_line, directory)) continue;
    if (!looks_like(fs::path("/proc") / parent_of(entry.path()), command_line, directory)) return Identity::of(std::stoi(name));
  }
  return std::nullopt;
}

int open_pidfd(const Identity& identity) {
  if (identity.pid <= 0) return -1;
  const int fd = static_cast<int>(::syscall(SYS_pidfd_open, static_cast<pid_t>(identity.pid), 0));
  if (fd < 0) return -1;
  // Asked after the descriptor is open: from here on it cannot be another process of the same number.
  const auto now = Identity::of(static_cast<pid_t>(identity.pid));
  if (now && *now == identity) return fd;
  ::close(fd);
  return -1;
}

}  // namespace mvp::supervisor
