#pragma once
#include <sys/types.h>

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace mvp::supervisor {

/// The user a process runs as; only root can choose another than its own.
struct Owner {
  uid_t uid;
  gid_t gid;
};

/// rlimits. Inherited by everything the process starts.
struct Limits {
  std::uint64_t open_files = 1024;
  std::uint64_t core_bytes = 0;
};

/// How to start one program. Nothing is inherited but what is written here.
struct Spec {
  std::string name;                          ///< "postgres"; for logs and events
  std::vector<std::string> argv;             ///< argv[0] is the program's path
  std::map<std::string, std::string> env{};  ///< the whole environment
  std::string directory = "/";
  std::vector<int> descriptors{};            ///< become 3, 4, ... in the program; all others are closed
  std::string log_file{};                    ///< stdout and stderr are appended to it; empty: /dev/null
  std::vector<std::string> joins{};          ///< cgroup.procs files of its control groups
  std::optional<Owner> owner{};
  Limits limits{};
};

}  // namespace mvp::supervisor
