/// Sleeping, waking, archiving and renaming of stacks.
#include <gtest/gtest.h>
#include <sys/stat.h>

#include <atomic>
#include <chrono>
#include <ctime>
#include <fstream>
#include <thread>
#include <vector>

#include "machine.hpp"

namespace mvp::node {
namespace {

namespace fs = std::filesystem;
using namespace std::chrono_literals;

std::string limits(int idle_after_s) {
  return R"({"idle_after_s":)" + std::to_string(idle_after_s) + R"(,"memory_mb":256,"cpu_percent":100,"processes":64,"disk_mb":100})";
}

class Life : public ::testing::Test {
 protected:
  static void SetUpTestSuite() { machine_ = std::make_unique<Machine>(); }
  static void TearDownTestSuite() { machine_.reset(); }
  Machine& machine() { return *machine_; }

  /// A running tenant with three notes.
  void given(const std::string& slug, int idle_after_s = 0) {
    const auto answer = machine().put(slug, "running");
    ASSERT_EQ(answer.status, 200) << answer.body;
    ASSERT_EQ(machine().put(slug, "running", limits(idle_after_s)).status, 200);
    for (int i = 0; i < 3; ++i) ASSERT_EQ(machine().tenant(slug, "POST", "/notes").status, 201);
  }
  std::string state(const std::string& slug) {
    const auto body = machine().ask("GET", "/v1/stacks/" + slug).body;
    const auto at = body.find(R"("state":")") + 9;
    return body.substr(at, body.find('"', at) - at);
  }
  void until_state(const std::string& slug, const std::string& wanted) {
    const auto deadline = std::chrono::steady_clock::now() + 60s;
    while (state(slug) != wanted && std::chrono::steady_clock::now() < deadline) std::this_thread::sleep_for(20ms);
    ASSERT_EQ(state(slug), wanted);
  }

 private:
  static inline std::unique_ptr<Machine> machine_;
};

TEST_F(Life, a_stack_nobody_asks_falls_asleep_and_the_next_request_wakes_it) {
  given("dozer", 1);
  until_state("dozer", "hibernated");
  for (const auto& [name, pid] : machine().processes("dozer")) EXPECT_EQ(pid, 0) << name;
  EXPECT_EQ(machine().notes("dozer"), "3/3");
  until_state("dozer", "hibernated");
}

TEST_F(Life, a_stack_asked_for_asleep_costs_no_cluster_until_somebody_comes) {
  const auto answer = machine().put("registered", "hibernated");
  ASSERT_EQ(answer.status, 200) << answer.body;
  EXPECT_FALSE(fs::exists(machine().stack("registered") / "pg"));
  machine().kill_agent();
  machine().start_agent();
  EXPECT_EQ(state("registered"), "hibernated");
  EXPECT_EQ(machine().notes("registered"), "0/0");
}

TEST_F(Life, a_stack_that_is_asked_stays_awake) {
  given("busy", 2);
  const auto before = machine().processes("busy");
  const auto until = std::chrono::steady_clock::now() + 5s;
  while (std::chrono::steady_clock::now() < until) {
    ASSERT_EQ(machine().tenant("busy", "GET", "/notes").status, 200);
    std::this_thread::sleep_for(50ms);
  }
  EXPECT_EQ(machine().processes("busy"), before);
}

TEST_F(Life, questions_about_its_health_do_not_count_as_use) {
  given("probed");
  const auto file = machine().stack("probed") / "run/activity";
  const auto used_at = fs::last_write_time(file);
  for (int i = 0; i < 3; ++i) ASSERT_EQ(machine().tenant("probed", "GET", "/health").status, 200);
  EXPECT_EQ(fs::last_write_time(file), used_at);
  ASSERT_EQ(machine().tenant("probed", "GET", "/notes").status, 200);
  EXPECT_GT(fs::last_write_time(file), used_at);
}

TEST_F(Life, a_plan_without_idle_time_never_sleeps) {
  given("insomniac", 1);
  given("always-on", 0);
  const auto before = machine().processes("always-on");
  until_state("insomniac", "hibernated");
  EXPECT_EQ(state("always-on"), "running");
  EXPECT_EQ(machine().processes("always-on"), before);
}

TEST_F(Life, a_job_that_is_due_wakes_its_stack) {
  given("worker", 1);
  until_state("worker", "hibernated");
  const auto file = machine().stack("worker") / "run/wake_at";
  std::ofstream(file) << std::time(nullptr) + 3600;
  std::this_thread::sleep_for(1500ms);
  EXPECT_EQ(state("worker"), "hibernated") << "not due yet";
  ASSERT_EQ(machine().put("worker", "hibernated", limits(0)).status, 200);
  std::ofstream(file) << std::time(nullptr);
  until_state("worker", "running");
  EXPECT_FALSE(fs::exists(file));
}

TEST_F(Life, a_job_file_that_is_none_wakes_nobody_and_stops_nobody) {
  given("prankster", 0);
  ASSERT_EQ(machine().put("prankster", "hibernated").status, 200);
  const auto file = machine().stack("prankster") / "run/wake_at";
  ASSERT_EQ(::mkfifo(file.c_str(), 0600), 0);
  std::this_thread::sleep_for(1500ms);
  EXPECT_EQ(machine().ask("GET", "/health").status, 200);
  EXPECT_EQ(state("prankster"), "hibernated");
}

TEST_F(Life, continuous_load_over_a_hundred_hibernations_loses_no_request_and_no_write) {
  given("loaded");
  std::atomic<bool> goes_on = true;
  std::atomic<int> written = 0, lost = 0;
  std::vector<std::jthread> clients;
  for (int i = 0; i < 4; ++i)
    clients.emplace_back([&] {
      while (goes_on) {
        const auto answer = machine().tenant("loaded", "POST", "/notes");
        if (answer.status == 201) {
          ++written;
        } else {
          ++lost;
          ADD_FAILURE() << answer.status << " " << answer.body;
        }
      }
    });
  for (int i = 0; i < 100; ++i) {
    ASSERT_EQ(machine().put("loaded", "hibernated").status / 100, 2) << i;
    for (const int before = written; written == before && lost == 0;) std::this_thread::sleep_for(1ms);
  }
  goes_on = false;
  clients.clear();
  EXPECT_EQ(lost, 0);
  EXPECT_GT(written, 100);
  const auto all = std::to_string(written + 3);
  EXPECT_EQ(machine().notes("loaded"), all + "/" + all);
}

TEST_F(Life, an_archived_stack_is_one_small_file_and_comes_back_with_everything) {
  given("archived");
  const auto file = machine().var / "archives" / (Machine::id_of("archived") + ".tar.zst");
  const auto answer = machine().put("archived", "archived");
  ASSERT_EQ(answer.status, 200) << answer.body;
  EXPECT_NE(answer.body.find(R"("archive_bytes":)" + std::to_string(fs::file_size(file))), std::string::npos) << answer.body;
  EXPECT_LT(fs::file_size(file), 6'000'000u);
  for (const auto* name : {"pg", "redis", "files"}) EXPECT_FALSE(fs::exists(machine().stack("archived") / name)) << name;
  EXPECT_FALSE(fs::is_symlink(machine().var / "tenants/archived"));
  EXPECT_EQ(machine().tenant("archived", "GET", "/notes").status, 0) << "nothing listens";
  EXPECT_EQ(machine().put("archived", "archived").status, 200) << "again is the same";
  machine().kill_agent();
  machine().start_agent();
  EXPECT_EQ(state("archived"), "archived");
  ASSERT_EQ(machine().put("archived", "running").status, 200);
  EXPECT_EQ(machine().notes("archived"), "3/3");
  EXPECT_FALSE(fs::exists(file));
}

TEST_F(Life, an_archived_stack_can_go_to_sleep_instead_and_wakes_as_others_do) {
  given("napper");
  ASSERT_EQ(machine().put("napper", "archived").status, 200);
  const auto answer = machine().put("napper", "hibernated");
  ASSERT_EQ(answer.status, 200) << answer.body;
  for (const auto& [name, pid] : machine().processes("napper")) EXPECT_EQ(pid, 0) << name;
  EXPECT_EQ(machine().notes("napper"), "3/3");
}

TEST_F(Life, an_agent_that_dies_while_archiving_or_restoring_loses_nothing) {
  for (const auto delay : {1ms, 20ms, 80ms, 200ms, 400ms}) {
    const auto slug = "packed" + std::to_string(delay.count());
    given(slug);
    for (const auto* state : {"archived", "running"}) {
      {
        std::jthread asks([&] { machine().put(slug, state); });
        std::this_thread::sleep_for(delay);
        machine().kill_agent();
      }
      machine().start_agent();
      const auto answer = machine().put(slug, state);
      ASSERT_EQ(answer.status, 200) << slug << " " << state << " " << answer.body;
    }
    EXPECT_EQ(machine().notes(slug), "3/3") << slug;
    EXPECT_FALSE(fs::exists(machine().stack(slug) / ".unpacked")) << slug;
  }
}

TEST_F(Life, what_was_removed_of_an_archived_stack_is_told) {
  given("purged");
  ASSERT_EQ(machine().put("purged", "archived").status, 200);
  const auto answer = machine().put("purged", "absent");
  EXPECT_EQ(answer.status, 200);
  EXPECT_NE(answer.body.find(R"("removed":["archive","log","run","secrets","stack.json"])"), std::string::npos) << answer.body;
  EXPECT_FALSE(fs::exists(machine().var / "archives" / (Machine::id_of("purged") + ".tar.zst")));
  EXPECT_FALSE(fs::exists(machine().stack("purged")));
}

TEST_F(Life, a_renamed_stack_answers_at_its_new_name_only_and_no_request_is_lost) {
  given("before");
  const auto old_path = machine().stack("before");
  std::atomic<bool> goes_on = true;
  std::atomic<int> lost = 0;
  {
    const auto socket = (old_path / "run/http.sock").string();
    std::jthread client([&] {
      while (goes_on) lost += exchange(socket, "GET", "/notes").status != 200;
    });
    const auto answer = machine().rename("before", "after");
    EXPECT_EQ(answer.status, 200) << answer.body;
    EXPECT_NE(answer.body.find(R"("slug":"after")"), std::string::npos) << answer.body;
    EXPECT_EQ(machine().notes("after"), "3/3");
    goes_on = false;
  }
  EXPECT_EQ(lost, 0);
  EXPECT_EQ(machine().tenant("before", "GET", "/notes").status, 0);
  EXPECT_EQ(machine().ask("GET", "/v1/stacks/before").status, 404);
  EXPECT_EQ(machine().rename("before", "after").status, 200) << "again is the same";
  machine().kill_agent();
  machine().start_agent();
  EXPECT_EQ(machine().ask("GET", "/v1/stacks/after").status, 200);
  EXPECT_EQ(machine().notes("after"), "3/3");
}

TEST_F(Life, nobody_gets_the_name_of_another) {
  given("owner-of-name");
  given("covetous");
  EXPECT_EQ(machine().rename("covetous", "owner-of-name").status, 409);
  EXPECT_EQ(machine().rename("covetous", "No").status, 422);
  EXPECT_EQ(machine().rename("nobody", "somebody").status, 404);
}

}  // namespace
}  // namespace mvp::node
