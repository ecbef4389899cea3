#pragma once
#include <cstdint>
#include <string>
#include <vector>

namespace mvp::supervisor {

/// Limits of all processes of a group together. 0: none.
struct GroupLimits {
  std::int64_t memory_bytes = 0;
  std::int64_t cpu_percent = 0;  ///< of one core
  std::int64_t processes = 0;
};

/// Control groups of this machine, version 1 or 2, where this process may make them: one below `mvp` for each name.
/// Where it may not, everything here does nothing and `controllers` is empty.
class ControlGroups {
 public:
  /// Looks once what this machine lets us do.
  static const ControlGroups& of_this_machine();

  /// "cgroup v2 (memory, cpu, pids)", or empty.
  const std::string& description() const { return description_; }

  /// Makes the group, or gives it other limits. @return the files into which a process writes 0 to join it.
  /// @throws std::system_error when the kernel refuses a limit.
  std::vector<std::string> set(const std::string& name, const GroupLimits& limits) const;
  /// Removes a group without processes; keeps one that has some.
  void remove(const std::string& name) const;

 private:
  ControlGroups();
  struct Controller {
    std::string name, directory;  ///< directory: of `mvp` in its hierarchy
  };
  std::vector<std::string> directories() const;

  bool is_v2_ = false;
  std::vector<Controller> controllers_{};
  std::string description_{};
};

}  // namespace mvp::supervisor
