/// What the kernel keeps apart when the agent runs as root.
#include <fcntl.h>
#include <grp.h>
#include <gtest/gtest.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <fstream>
#include <functional>
#include <iterator>
#include <set>

#include "drivers/local/tenant_user.hpp"
#include "machine.hpp"
#include "supervisor/cgroup.hpp"

namespace mvp::node {
namespace {

namespace fs = std::filesystem;

constexpr const char* service_user = "postgres";

/// What `act` returns when somebody else does it: errno, or 0.
int as_user(supervisor::Owner user, const std::function<int()>& act) {
  const pid_t child = ::fork();
  if (child == 0) ::_exit(::setgroups(0, nullptr) == 0 && ::setgid(user.gid) == 0 && ::setuid(user.uid) == 0 ? act() : 255);
  int status = 0;
  ::waitpid(child, &status, 0);
  return WEXITSTATUS(status);
}

int connect_to(const std::string& path) {
  sockaddr_un where{};
  where.sun_family = AF_UNIX;
  std::strncpy(where.sun_path, path.c_str(), sizeof where.sun_path - 1);
  const int fd = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
  return ::connect(fd, reinterpret_cast<const sockaddr*>(&where), sizeof where) == 0 ? 0 : errno;
}

int open_file(const std::string& path) { return ::open(path.c_str(), O_RDONLY | O_CLOEXEC) >= 0 ? 0 : errno; }
int list_directory(const std::string& path) { return ::open(path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC) >= 0 ? 0 : errno; }
int replace(const std::string& path) { return ::unlink(path.c_str()) == 0 ? 0 : errno; }

supervisor::Owner user_of_process(pid_t pid) {
  struct stat info {};
  ::stat(("/proc/" + std::to_string(pid)).c_str(), &info);
  return {.uid = info.st_uid, .gid = info.st_gid};
}

std::string first_line(const std::string& path) {
  std::ifstream file(path);
  std::string line;
  std::getline(file, line);
  return line;
}

class Isolation : public ::testing::Test {
 protected:
  static void SetUpTestSuite() {
    if (::geteuid() == 0) machine_ = std::make_unique<Machine>(service_user);
  }
  static void TearDownTestSuite() { machine_.reset(); }
  void SetUp() override {
    if (!machine_) GTEST_SKIP() << "only root can give every tenant a user of its own";
  }
  Machine& machine() { return *machine_; }
  void given(const std::string& slug) {
    const auto answer = machine().put(slug, "running");
    ASSERT_EQ(answer.status, 200) << answer.body;
    ASSERT_EQ(machine().tenant(slug, "POST", "/notes").status, 201);
  }

 private:
  static inline std::unique_ptr<Machine> machine_;
};

TEST_F(Isolation, every_tenant_runs_as_a_user_of_its_own) {
  given("first");
  given("second");
  std::set<uid_t> users;
  for (const auto* slug : {"first", "second"}) {
    std::set<uid_t> own;
    for (const auto& [name, pid] : machine().processes(slug)) own.insert(user_of_process(pid).uid);
    ASSERT_EQ(own.size(), 1u) << slug;
    users.insert(*own.begin());
  }
  EXPECT_EQ(users.size(), 2u);
  EXPECT_FALSE(users.contains(0));
  EXPECT_FALSE(users.contains(local::user_named(service_user).uid));
}

TEST_F(Isolation, another_tenants_user_reaches_no_socket_no_secret_and_no_file) {
  given("victim");
  given("attacker");
  const auto victim = machine().stack("victim");
  const auto attacker = user_of_process(machine().processes("attacker")["garage"]);
  const auto own = user_of_process(machine().processes("victim")["garage"]);
  for (const auto* name : {"http.sock", "redis.sock", ".s.PGSQL.5432"}) {
    EXPECT_EQ(as_user(attacker, [&] { return connect_to(victim / "run" / name); }), EACCES) << name;
    EXPECT_EQ(as_user(attacker, [&] { return replace(victim / "run" / name); }), EACCES) << name;
  }
  for (const auto* name : {"redis.sock", ".s.PGSQL.5432"}) EXPECT_EQ(as_user(own, [&] { return connect_to(victim / "run" / name); }), 0) << name;
  for (const auto& secret : fs::directory_iterator(victim / "secrets"))
    EXPECT_EQ(as_user(attacker, [&] { return open_file(secret.path()); }), EACCES) << secret.path();
  for (const auto* name : {"", "pg", "redis", "files", "run", "secrets", "log"})
    EXPECT_EQ(as_user(attacker, [&] { return list_directory(victim / name); }), EACCES) << name;
  EXPECT_EQ(as_user(attacker, [&] { return open_file(victim / "pg/PG_VERSION"); }), EACCES);
  EXPECT_EQ(as_user(attacker, [&] { return connect_to(machine().var / "run/node.sock"); }), EACCES);
}

TEST_F(Isolation, a_tenant_cannot_put_anything_in_place_of_what_the_agent_writes) {
  given("builder");
  const auto stack = machine().stack("builder");
  const auto own = user_of_process(machine().processes("builder")["garage"]);
  EXPECT_EQ(as_user(own, [&] { return replace(stack / "run/http.sock"); }), EPERM) << "sticky: only the agent's";
  for (const auto* name : {"secrets/redis.conf", "stack.json", "log/garage.log"}) EXPECT_NE(as_user(own, [&] { return replace(stack / name); }), 0) << name;
  EXPECT_EQ(as_user(own, [&] { return ::rename((stack / "secrets").c_str(), (stack / "run/secrets").c_str()) == 0 ? 0 : errno; }), EACCES);
}

TEST_F(Isolation, the_edge_reaches_the_listening_socket_and_nothing_else) {
  given("served");
  const auto stack = machine().stack("served");
  const auto edge = local::user_named(service_user);
  EXPECT_EQ(as_user(edge, [&] { return connect_to(machine().var / "tenants/served/run/http.sock"); }), 0);
  EXPECT_EQ(as_user(edge, [&] { return connect_to(stack / "run/.s.PGSQL.5432"); }), EACCES);
  EXPECT_EQ(as_user(edge, [&] { return open_file(stack / "secrets/session_key"); }), EACCES);
  EXPECT_EQ(as_user(edge, [&] { return connect_to(machine().var / "run/node.sock"); }), 0) << "the control plane's user too";
}

TEST_F(Isolation, an_archived_stack_comes_back_as_the_same_user) {
  given("archived");
  const auto before = user_of_process(machine().processes("archived")["garage"]);
  ASSERT_EQ(machine().put("archived", "archived").status, 200);
  ASSERT_EQ(machine().put("archived", "running").status, 200);
  EXPECT_EQ(machine().notes("archived"), "1/1");
  EXPECT_EQ(user_of_process(machine().processes("archived")["garage"]).uid, before.uid);
}

TEST_F(Isolation, limits_of_the_plan_are_the_kernels_and_gone_with_the_processes) {
  const auto& groups = supervisor::ControlGroups::of_this_machine();
  if (groups.description().empty()) GTEST_SKIP() << "this machine lets nobody make control groups";
  given("limited");
  ASSERT_EQ(machine().put("limited", "running", R"({"idle_after_s":0,"memory_mb":128,"cpu_percent":50,"processes":40,"disk_mb":100})").status, 200);
  const auto id = Machine::id_of("limited");
  for (const auto& [name, pid] : machine().processes("limited")) {
    std::ifstream file("/proc/" + std::to_string(pid) + "/cgroup");
    const std::string all{std::istreambuf_iterator<char>(file), {}};
    EXPECT_NE(all.find("/mvp/" + id), std::string::npos) << name << ": " << all;
  }
  const bool is_v2 = groups.description().starts_with("cgroup v2");
  const auto group = [&](const std::string& controller) { return "/sys/fs/cgroup/" + (is_v2 ? "" : controller + "/") + "mvp/" + id; };
  EXPECT_NEAR(std::stod(first_line(group("memory") + (is_v2 ? "/memory.max" : "/memory.limit_in_bytes"))), 128e6, 4096);
  EXPECT_EQ(first_line(group("pids") + "/pids.max"), "40");
  EXPECT_EQ(first_line(group("cpu") + (is_v2 ? "/cpu.max" : "/cpu.cfs_quota_us")), is_v2 ? "50000 100000" : "50000");
  ASSERT_EQ(machine().put("limited", "hibernated").status, 200);
  EXPECT_FALSE(fs::exists(group("memory")));
  EXPECT_EQ(machine().notes("limited"), "1/1");
  EXPECT_EQ(first_line(group("pids") + "/pids.max"), "40");
}

}  // namespace
}  // namespace mvp::node
