#include <gtest/gtest.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <fstream>

#include "cli/catalog_program.hpp"
#include "cli/commands.hpp"
#include "cli/metrics.hpp"

namespace mvp::cli {
namespace {

namespace fs = std::filesystem;

int mvp(std::vector<const char*> arguments) {
  arguments.insert(arguments.begin(), "mvp");
  return run(static_cast<int>(arguments.size()), arguments.data());
}

/// What the platform leaves for the operator to find: a socket where PostgreSQL listens, and a build tree whose
/// mvp-catalog is this shell script.
class Site {
 public:
  explicit Site(const std::string& script) {
    auto path = (fs::temp_directory_path() / "mvp-cli-XXXXXX").string();
    root_ = ::mkdtemp(path.data());
    fs::create_directories(root_ / "run/pg");
    fs::create_directories(root_ / "services/catalog");
    const auto program = root_ / "services/catalog/mvp-catalog";
    std::ofstream(program) << "#!/bin/sh\n" << script;
    ::chmod(program.c_str(), 0755);
    ::setenv("MVP_BIN_DIR", root_.c_str(), 1);
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    std::strncpy(address.sun_path, (root_ / "run/pg/.s.PGSQL.5432").c_str(), sizeof address.sun_path - 1);
    socket_ = ::socket(AF_UNIX, SOCK_STREAM, 0);
    ::bind(socket_, reinterpret_cast<const sockaddr*>(&address), sizeof address);
    ::listen(socket_, 8);
  }
  ~Site() {
    stop();
    ::unsetenv("MVP_BIN_DIR");
    fs::remove_all(root_);
  }
  Site(const Site&) = delete;
  Site& operator=(const Site&) = delete;

  void stop() {
    if (socket_ >= 0) ::close(socket_);
    socket_ = -1;
  }
  std::string var() const { return root_; }

 private:
  fs::path root_;
  int socket_ = -1;
};

std::string refusal_of(const std::function<void()>& body) {
  try {
    body();
  } catch (const Failed& e) {
    return e.what();
  }
  return "accepted";
}

TEST(CatalogProgram, gets_the_platforms_environment_and_nothing_of_ours) {
  ::setenv("MVP_SECRET_OF_OURS", "x", 1);
  const Site site("echo \"$1|$MVP_DATABASE_URL|$MVP_DATABASE_OWNER_URL|$MVP_SECRET_OF_OURS\"");
  EXPECT_EQ(output_of(catalog_program(site.var()), "--status"),
            "--status|host=" + site.var() + "/run/pg dbname=catalog user=mvp_catalog_app application_name=mvp|host=" + site.var() +
                "/run/pg dbname=catalog user=mvp_catalog_owner application_name=mvp|\n");
  ::unsetenv("MVP_SECRET_OF_OURS");
}

TEST(CatalogProgram, that_fails_is_a_failure_of_ours) {
  const Site site("exit 1");
  EXPECT_EQ(refusal_of([&] { output_of(catalog_program(site.var()), "--status"); }), "mvp-catalog --status failed; what it said is above.");
}

TEST(CatalogProgram, without_a_running_platform_says_what_starts_it) {
  Site site("exit 0");
  site.stop();
  const auto refusal = refusal_of([&] { catalog_program(site.var()); });
  EXPECT_NE(refusal.find("is not running"), std::string::npos) << refusal;
  EXPECT_NE(refusal.find("bin/up starts it"), std::string::npos) << refusal;
}

TEST(CatalogProgram, that_is_not_built_is_said_so) {
  const Site site("exit 0");
  fs::remove(site.var() + "/services/catalog/mvp-catalog");
  const auto refusal = refusal_of([&] { catalog_program(site.var()); });
  EXPECT_NE(refusal.find("bin/up builds it"), std::string::npos) << refusal;
}

TEST(CatalogCommands, an_archive_that_is_not_there_is_refused_before_anything_runs) {
  const Site site("exit 0");
  EXPECT_EQ(mvp({"--var", site.var().c_str(), "catalog", "import", "--archive", "/nonexistent.tgz"}), 1);
  EXPECT_EQ(mvp({"--var", site.var().c_str(), "catalog", "verify", "--archive", "/nonexistent.tgz"}), 1);
}

TEST(CatalogCommands, end_with_1_without_a_platform_and_with_2_for_wrong_arguments) {
  for (const auto* command : {"import", "verify", "status"}) EXPECT_EQ(mvp({"--var", "/nonexistent", "catalog", command}), 1) << command;
  EXPECT_EQ(mvp({"catalog", "import", "--help"}), 0);
  EXPECT_EQ(mvp({"catalog"}), 2);
  EXPECT_EQ(mvp({"catalog", "export"}), 2);
  EXPECT_EQ(mvp({"catalog", "verify", "--force"}), 2);
}

TEST(Metrics, are_found_by_their_whole_name) {
  constexpr auto text = "# HELP a_b what\n# TYPE a_b gauge\na_b22 7\na_b_total 7\na_b{x=\"1\"} 3\na_b 12.5\n";
  EXPECT_EQ(metric(text, "a_b"), 12.5);
  EXPECT_EQ(metric(text, "a"), std::nullopt);
  EXPECT_EQ(metric(text, "a_b_total"), 7);
  EXPECT_EQ(metric("a_b 1", "a_b"), 1);
}

}  // namespace
}  // namespace mvp::cli
