#include <gtest/gtest.h>
#include <signal.h>
#include <sys/stat.h>

#include <atomic>
#include <fstream>
#include <chrono>
#include <thread>
#include <vector>

#include "machine.hpp"

namespace mvp::node {
namespace {

namespace fs = std::filesystem;
using namespace std::chrono_literals;

/// One machine for all tests of this program; each has tenants of its own.
class Agent : public ::testing::Test {
 protected:
  static void SetUpTestSuite() { machine_ = std::make_unique<Machine>(); }
  static void TearDownTestSuite() { machine_.reset(); }
  Machine& machine() { return *machine_; }

  /// A running tenant with three notes.
  void given(const std::string& slug) {
    const auto answer = machine().put(slug, "running");
    ASSERT_EQ(answer.status, 200) << answer.body;
    for (int i = 0; i < 3; ++i) ASSERT_EQ(machine().tenant(slug, "POST", "/notes").status, 201);
  }

 private:
  static inline std::unique_ptr<Machine> machine_;
};

TEST_F(Agent, a_stack_asked_for_twice_is_made_once) {
  given("twice");
  const auto before = machine().processes("twice");
  const auto answer = machine().put("twice", "running");
  EXPECT_EQ(answer.status, 200);
  EXPECT_EQ(answer.body, R"({"slug":"twice","stack_id":")" + Machine::id_of("twice") + R"(","state":"running","detail":"","archive_bytes":0,"removed":[]})");
  EXPECT_EQ(machine().processes("twice"), before);
  EXPECT_EQ(machine().notes("twice"), "3/3");
}

TEST_F(Agent, nobody_else_can_read_a_stack) {
  given("secrets");
  for (const auto& entry : fs::directory_iterator(machine().stack("secrets") / "secrets"))
    EXPECT_EQ(fs::status(entry.path()).permissions(), fs::perms::owner_read | fs::perms::owner_write) << entry.path();
  for (const auto* name : {"", "pg", "redis", "files", "run", "secrets", "log"})
    EXPECT_EQ(fs::status(machine().stack("secrets") / name).permissions() & (fs::perms::group_all | fs::perms::others_all), fs::perms::none) << name;
}

TEST_F(Agent, two_stacks_share_no_secret) {
  given("first");
  given("second");
  const auto read = [&](const std::string& slug, const std::string& name) {
    std::ifstream file(machine().stack(slug) / "secrets" / name);
    return std::string{std::istreambuf_iterator<char>(file), {}};
  };
  for (const auto* name : {"garage_app_password", "garage_owner_password", "redis_password", "session_key", "service_secret"}) {
    EXPECT_GE(read("first", name).size(), 15u) << name;
    EXPECT_NE(read("first", name), read("second", name)) << name;
  }
}

TEST_F(Agent, a_killed_process_comes_back_with_its_data) {
  given("killed");
  for (const auto* name : {"postgres", "redis", "garage"}) {
    const auto victim = machine().processes("killed")[name];
    ASSERT_GT(victim, 0);
    ASSERT_EQ(::kill(victim, SIGKILL), 0);
    EXPECT_EQ(machine().notes("killed"), "3/3") << name;
    const auto answer = machine().put("killed", "running");
    EXPECT_EQ(answer.status, 200) << answer.body;
    EXPECT_NE(machine().processes("killed")[name], victim) << name;
  }
}

TEST_F(Agent, its_death_costs_no_request_and_no_process) {
  given("adopted");
  const auto before = machine().processes("adopted");
  std::atomic<bool> goes_on = true;
  std::atomic<int> good = 0, lost = 0;
  std::vector<std::jthread> clients;
  for (int i = 0; i < 4; ++i)
    clients.emplace_back([&] {
      while (goes_on) ++(machine().tenant("adopted", "GET", "/notes").status == 200 ? good : lost);
    });
  for (int i = 0; i < 3; ++i) {
    std::this_thread::sleep_for(200ms);
    machine().kill_agent();
    std::this_thread::sleep_for(100ms);
    machine().start_agent();
  }
  goes_on = false;
  clients.clear();
  EXPECT_EQ(lost, 0);
  EXPECT_GT(good, 20);
  EXPECT_EQ(machine().processes("adopted"), before);
}

TEST_F(Agent, an_adopted_process_that_dies_is_started_again) {
  given("orphan");
  machine().kill_agent();
  machine().start_agent();
  const auto victim = machine().processes("orphan")["garage"];
  ::kill(victim, SIGKILL);
  EXPECT_EQ(machine().notes("orphan"), "3/3");
  EXPECT_NE(machine().processes("orphan")["garage"], victim);
}

TEST_F(Agent, a_hibernated_stack_has_no_process_and_wakes_once_for_many) {
  given("sleeper");
  for (int round = 0; round < 3; ++round) {
    ASSERT_EQ(machine().put("sleeper", "hibernated").status, 200);
    EXPECT_TRUE(machine().processes("sleeper").empty());
    std::atomic<int> good = 0;
    {
      std::vector<std::jthread> clients;
      for (int i = 0; i < 50; ++i) clients.emplace_back([&] { good += machine().tenant("sleeper", "GET", "/health").status == 200; });
    }
    EXPECT_EQ(good, 50);
    EXPECT_EQ(machine().notes("sleeper"), "3/3");
    EXPECT_NE(machine().ask("GET", "/v1/stacks/sleeper").body.find(R"("state":"running")"), std::string::npos);
  }
  const auto processes = machine().ask("GET", "/v1/stacks/sleeper/processes").body;
  EXPECT_NE(processes.find(R"("name":"garage","state":"ready")"), std::string::npos) << processes;
  EXPECT_NE(processes.find(R"("starts":4)"), std::string::npos) << processes;
}

TEST_F(Agent, a_stack_that_slept_when_the_agent_died_still_wakes) {
  given("dreamer");
  ASSERT_EQ(machine().put("dreamer", "hibernated").status, 200);
  machine().kill_agent();
  machine().start_agent();
  for (const auto& [name, pid] : machine().processes("dreamer")) EXPECT_EQ(pid, 0) << name;
  EXPECT_EQ(machine().notes("dreamer"), "3/3");
}

TEST_F(Agent, dying_between_two_steps_of_making_a_stack_leaves_nothing_half_made) {
  for (const auto delay : {1ms, 5ms, 15ms, 40ms, 80ms, 160ms, 320ms}) {
    const auto slug = "crash" + std::to_string(delay.count());
    {
      std::jthread asks([&] { machine().put(slug, "running"); });
      std::this_thread::sleep_for(delay);
      machine().kill_agent();
    }
    machine().start_agent();
    given(slug);
    EXPECT_EQ(machine().notes(slug), "3/3") << slug;
    EXPECT_FALSE(fs::exists(machine().stack(slug) / "pg.partial")) << slug;
  }
}

TEST_F(Agent, without_agent_and_keeper_the_stack_is_reachable_again_after_the_start) {
  given("bereft");
  const auto before = machine().processes("bereft");
  const auto keeper = machine().keeper_pid();
  ASSERT_GT(keeper, 0);
  machine().kill_agent();
  ::kill(keeper, SIGKILL);
  EXPECT_EQ(machine().notes("bereft"), "3/3") << "its garage holds the socket too";
  machine().start_agent();
  EXPECT_EQ(machine().notes("bereft"), "3/3");
  EXPECT_EQ(machine().processes("bereft")["postgres"], before.at("postgres"));
  machine().kill_agent();
  machine().start_agent();
  EXPECT_EQ(machine().notes("bereft"), "3/3") << "the new keeper has the new socket";
}

TEST_F(Agent, a_dead_keeper_is_replaced_when_the_next_socket_is_made) {
  ::kill(machine().keeper_pid(), SIGKILL);
  given("kept");
  const auto before = machine().processes("kept");
  machine().kill_agent();
  machine().start_agent();
  EXPECT_EQ(machine().processes("kept"), before);
}

TEST_F(Agent, a_dead_keeper_keeps_no_stack_from_being_archived_or_taken_away) {
  given("shelved");
  given("dropped");
  ::kill(machine().keeper_pid(), SIGKILL);
  EXPECT_EQ(machine().put("shelved", "archived").status, 200);
  ::kill(machine().keeper_pid(), SIGKILL);
  EXPECT_EQ(machine().put("dropped", "absent").status, 200);
}

TEST_F(Agent, a_name_that_cannot_be_a_host_is_refused) {
  EXPECT_EQ(machine().put("No", "running").status, 422);
  EXPECT_EQ(machine().put("a--b", "running").status, 422);
  EXPECT_EQ(machine().put("..%2F..%2Fetc", "running").status, 400) << "already by the server";
  EXPECT_EQ(machine().ask("GET", "/v1/stacks/nobody").status, 404);
}

TEST_F(Agent, a_tenant_cannot_take_the_stack_of_another) {
  given("mine");
  const auto body = R"({"state":"running","stack_id":")" + Machine::id_of("mine") + R"("})";
  EXPECT_EQ(exchange(machine().var / "run/node.sock", "PUT", "/v1/stacks/yours", body).status, 409);
  const auto other = R"({"state":"running","stack_id":")" + Machine::id_of("other") + R"("})";
  EXPECT_EQ(exchange(machine().var / "run/node.sock", "PUT", "/v1/stacks/mine", other).status, 409);
}

TEST_F(Agent, an_absent_stack_leaves_no_process_no_name_and_no_directory) {
  given("gone");
  const auto before = machine().processes("gone");
  ASSERT_EQ(machine().put("gone", "absent").status, 200);
  for (const auto& [name, pid] : before) EXPECT_FALSE(supervisor::Identity::of(pid)) << name;
  EXPECT_FALSE(fs::is_symlink(machine().var / "tenants/gone"));
  EXPECT_FALSE(fs::exists(machine().stack("gone")));
  EXPECT_EQ(machine().ask("GET", "/v1/stacks/gone").status, 404);
  given("gone");
  EXPECT_EQ(machine().notes("gone"), "3/3") << "a new one starts empty";
}

TEST_F(Agent, a_new_step_of_the_schema_reaches_a_stack_at_its_next_start) {
  given("older");
  ASSERT_EQ(machine().put("older", "hibernated").status, 200);
  const auto step = machine().var / "migrations/0001_notes.sql";
  std::ofstream(step, std::ios::app) << "ALTER TABLE notes ADD COLUMN IF NOT EXISTS text text; INSERT INTO notes (text) VALUES ('migrated');\n";
  machine().end_agent(SIGTERM);
  machine().start_agent();
  EXPECT_EQ(machine().notes("older"), "4/3");
}

TEST_F(Agent, asked_to_end_it_leaves_the_stacks_and_asked_to_stop_all_it_leaves_nothing) {
  given("last");
  machine().end_agent(SIGTERM);
  const auto notes = machine().notes("last");
  machine().start_agent();
  const auto before = machine().processes("last");
  EXPECT_EQ(machine().ask("POST", "/v1/stop-all").status, 200);
  for (const auto& [name, pid] : before) EXPECT_FALSE(supervisor::Identity::of(pid)) << name;
  EXPECT_EQ(machine().put("last", "running").status, 503);
  machine().end_agent(SIGTERM);
  machine().start_agent();
  EXPECT_EQ(machine().notes("last"), notes) << "what was wanted before is wanted after";
}

}  // namespace
}  // namespace mvp::node
