#include "cli/containers.hpp"

#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstring>

#include "cli/session.hpp"

namespace mvp::cli {

std::vector<std::string> without_driver(std::vector<std::string> arguments) {
  for (auto it = arguments.begin(); it != arguments.end();) {
    if (it->starts_with("--driver=")) it = arguments.erase(it);
    else if (*it == "--driver") it = arguments.erase(it, arguments.end() - it > 1 ? it + 2 : it + 1);
    else ++it;
  }
  return arguments;
}

void become_in_container(const std::vector<std::string>& arguments) {
  std::vector<std::string> words{"docker", "exec", "--interactive", "mvp-platform-tenants", "mvp"};
  for (auto& argument : without_driver(arguments)) words.push_back(std::move(argument));
  std::vector<char*> pointers;
  for (auto& word : words) pointers.push_back(word.data());
  pointers.push_back(nullptr);
  std::fflush(nullptr);
  ::execvp(pointers.front(), pointers.data());
  throw Failed(std::string("docker cannot be run: ") + std::strerror(errno) + ". --driver compose needs it; without containers it is --driver local.");
}

}  // namespace mvp::cli
