#include "cli/containers.hpp"

#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "cli/child.hpp"
#include "cli/commands.hpp"

namespace mvp::cli {
namespace {

namespace fs = std::filesystem;

/// What `mvp ARGUMENTS` prints and ends with on a machine whose docker prints how it was called.
Ended mvp(std::vector<std::string> arguments, const char* driver = nullptr) {
  auto path = (fs::temp_directory_path() / "mvp-cli-XXXXXX").string();
  const fs::path machine = ::mkdtemp(path.data());
  std::ofstream(machine / "docker") << "#!/bin/sh\necho \"$*\"; exit 7\n";
  ::chmod((machine / "docker").c_str(), 0755);
  auto ended = run_child([&] {
    ::setenv("PATH", machine.c_str(), 1);
    driver ? ::setenv("MVP_DRIVER", driver, 1) : ::unsetenv("MVP_DRIVER");
    ::dup2(STDOUT_FILENO, STDERR_FILENO);
    std::vector<const char*> words{"mvp"};
    for (const auto& argument : arguments) words.push_back(argument.c_str());
    const int status = run(static_cast<int>(words.size()), words.data());
    std::fflush(nullptr);
    ::_exit(status);
  });
  fs::remove_all(machine);
  return ended;
}

TEST(Driver, compose_runs_the_command_in_the_control_planes_container) {
  for (const auto& arguments : std::vector<std::vector<std::string>>{{"--driver", "compose", "tenant", "list", "--json"}, {"tenant", "list", "--json", "--driver=compose"}}) {
    const auto ended = mvp(arguments);
    EXPECT_EQ(ended.output, "exec --interactive mvp-platform-tenants mvp tenant list --json\n");
    EXPECT_EQ(ended.status, 7);
  }
}

TEST(Driver, the_variable_chooses_where_the_option_does_not) {
  EXPECT_EQ(mvp({"tenant", "list"}, "compose").output, "exec --interactive mvp-platform-tenants mvp tenant list\n");
  EXPECT_EQ(mvp({"--driver", "local", "--socket", "/nonexistent/tenants.sock", "tenant", "list"}, "compose").status, 1);
}

TEST(Driver, another_one_is_refused_with_the_names_of_those_there_are) {
  for (const auto& ended : {mvp({"--driver", "podman", "tenant", "list"}), mvp({"tenant", "list"}, "podman")}) {
    EXPECT_EQ(ended.status, 2);
    EXPECT_NE(ended.output.find("podman not in {local,compose}"), std::string::npos) << ended.output;
  }
}

TEST(Driver, the_help_names_them) {
  const auto ended = mvp({"--help"});
  EXPECT_EQ(ended.status, 0);
  EXPECT_NE(ended.output.find("--driver"), std::string::npos);
  EXPECT_NE(ended.output.find("compose (in containers, deploy/compose)"), std::string::npos) << ended.output;
}

}  // namespace
}  // namespace mvp::cli
