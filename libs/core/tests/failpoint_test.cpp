#include "mvp/core/failpoint.hpp"

#include <gtest/gtest.h>

#include <csignal>
#include <filesystem>
#include <fstream>

namespace mvp {
namespace {

namespace fs = std::filesystem;

struct Failpoints : testing::Test {
  fs::path directory = fs::path(testing::TempDir()) / "failpoints";
  void SetUp() override {
    GTEST_FLAG_SET(death_test_style, "threadsafe");
    fs::remove_all(directory);
    fs::create_directory(directory);
  }
  void TearDown() override { set_failpoints_dir(""); }
  void arm(const char* name) const { std::ofstream(directory / name); }
};

TEST_F(Failpoints, an_armed_one_kills_once) {
  arm("create.before");
  EXPECT_EXIT((set_failpoints_dir(directory), failpoint("create.before")), testing::KilledBySignal(SIGKILL), "");
  EXPECT_FALSE(fs::exists(directory / "create.before"));
  set_failpoints_dir(directory);
  failpoint("create.before");
}

TEST_F(Failpoints, another_name_or_no_directory_kills_nobody) {
  arm("create.before");
  failpoint("create.before");
  set_failpoints_dir(directory);
  failpoint("create.after");
  EXPECT_TRUE(fs::exists(directory / "create.before"));
}

}  // namespace
}  // namespace mvp
