#pragma once
#include <sys/types.h>

#include <functional>
#include <map>
#include <string>
#include <vector>

namespace mvp::cli {

/// Replaces this process. @throws Failed when the program cannot be executed.
[[noreturn]] void execute(const std::string& program, const std::vector<std::string>& arguments, const std::map<std::string, std::string>& environment);

/// As root, goes on as this user, without root's groups; else does nothing. @throws Failed.
void go_on_as(uid_t user);

struct Ended {
  int status = 0;  ///< exit status; 128 + signal when one ended it
  std::string output;
};

/// Runs `body` in a child whose standard output is kept; `body` ends by execute(). What it throws is printed there.
Ended run_child(const std::function<void()>& body);

}  // namespace mvp::cli
