#pragma once
#include <sys/types.h>

#include <string>
#include <vector>

namespace mvp::testing {

/// A server of this test program: dies with the thread that made it (PR_SET_PDEATHSIG), and at the end of the object. As
/// root it runs as the OS user `postgres`, since PostgreSQL refuses root.
class Child {
 public:
  Child(const std::vector<std::string>& argv, const std::string& log_file);
  ~Child();
  Child(const Child&) = delete;
  Child& operator=(const Child&) = delete;

 private:
  pid_t pid_;
};

/// Runs a program to its end. @throws std::runtime_error with its output when it fails.
void run_to_end(const std::vector<std::string>& argv, const std::string& log_file);

/// A directory of its own under the system's temporary directory, owned by the servers' user, removed at exit.
std::string make_server_directory(const std::string& purpose);

}  // namespace mvp::testing
