#include "supervisor/cgroup.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <fstream>
#include <sstream>
#include <system_error>

namespace mvp::supervisor {
namespace {

constexpr std::int64_t cpu_period_us = 100'000;
const std::string root = "/sys/fs/cgroup";

bool make_directory(const std::string& path) { return ::mkdir(path.c_str(), 0755) == 0 || errno == EEXIST; }

bool try_write(const std::string& path, const std::string& text) {
  const int fd = ::open(path.c_str(), O_WRONLY | O_CLOEXEC);
  if (fd < 0) return false;
  const bool is_written = ::write(fd, text.data(), text.size()) == static_cast<ssize_t>(text.size());
  const int error = errno;
  ::close(fd);
  errno = error;
  return is_written;
}

void write(const std::string& path, const std::string& text) {
  if (!try_write(path, text)) throw std::system_error(errno, std::generic_category(), "cannot write " + text + " to " + path);
}

std::string or_none(std::int64_t value, const char* none) { return value > 0 ? std::to_string(value) : none; }

std::string quota_of(const GroupLimits& limits, const char* none) { return or_none(limits.cpu_percent * cpu_period_us / 100, none); }

}  // namespace

ControlGroups::ControlGroups() {
  std::ifstream file(root + "/cgroup.controllers");
  std::string line;
  std::getline(file, line);
  std::istringstream known(line);
  for (std::string name; known >> name;)
    if ((name == "memory" || name == "cpu" || name == "pids") && try_write(root + "/cgroup.subtree_control", "+" + name))
      controllers_.push_back({name, root + "/mvp"});
  is_v2_ = !controllers_.empty();
  if (is_v2_) {
    if (!make_directory(root + "/mvp")) controllers_.clear();
    std::erase_if(controllers_, [](const auto& controller) { return !try_write(root + "/mvp/cgroup.subtree_control", "+" + controller.name); });
  } else {
    for (const std::string name : {"memory", "cpu", "pids"})
      if (::access((root + "/" + name + "/cgroup.procs").c_str(), W_OK) == 0 && make_directory(root + "/" + name + "/mvp"))
        controllers_.push_back({name, root + "/" + name + "/mvp"});
  }
  for (const auto& controller : controllers_) description_ += (description_.empty() ? "" : ", ") + controller.name;
  if (!description_.empty()) description_ = (is_v2_ ? "cgroup v2 (" : "cgroup v1 (") + description_ + ")";
}

const ControlGroups& ControlGroups::of_this_machine() {
  static const ControlGroups found;
  return found;
}

std::vector<std::string> ControlGroups::directories() const {
  std::vector<std::string> out;
  for (const auto& controller : controllers_)
    if (std::ranges::find(out, controller.directory) == out.end()) out.push_back(controller.directory);
  return out;
}

std::vector<std::string> ControlGroups::set(const std::string& name, const GroupLimits& limits) const {
  std::vector<std::string> joins;
  for (const auto& directory : directories()) {
    if (!make_directory(directory + "/" + name)) throw std::system_error(errno, std::generic_category(), "cannot make " + directory + "/" + name);
    joins.push_back(directory + "/" + name + "/cgroup.procs");
  }
  for (const auto& [controller, directory] : controllers_) {
    const auto group = directory + "/" + name + "/";
    if (controller == "memory") write(group + (is_v2_ ? "memory.max" : "memory.limit_in_bytes"), or_none(limits.memory_bytes, is_v2_ ? "max" : "-1"));
    if (controller == "pids") write(group + "pids.max", or_none(limits.processes, "max"));
    if (controller == "cpu" && is_v2_) write(group + "cpu.max", quota_of(limits, "max") + " " + std::to_string(cpu_period_us));
    if (controller == "cpu" && !is_v2_) write(group + "cpu.cfs_quota_us", quota_of(limits, "-1"));
  }
  return joins;
}

void ControlGroups::remove(const std::string& name) const {
  for (const auto& directory : directories()) ::rmdir((directory + "/" + name).c_str());
}

}  // namespace mvp::supervisor
