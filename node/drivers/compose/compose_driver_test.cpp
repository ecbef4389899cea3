#include "drivers/compose/compose_driver.hpp"

#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <fstream>

#include "supervisor/atomic_file.hpp"

namespace mvp::node::compose {
namespace {

namespace fs = std::filesystem;
using namespace std::chrono_literals;

const std::string acme = "7b0f4f5e-6c1d-4a55-9f0e-0d6a3c9f1a11", globex = "0e8d1c7a-3c55-4d0c-8a1b-5f6f3a2b9c22";

/// A machine whose docker is a script that writes down how it was called and does what the test says.
class Machine {
 public:
  explicit Machine(const std::string& behaviour = "exit 0") {
    auto path = (fs::temp_directory_path() / "mvp-compose-XXXXXX").string();
    root = ::mkdtemp(path.data());
    std::ofstream(root / "tenant.yml") << "services: {}\n";
    docker_does(behaviour);
    settings.var_dir = root / "var";
    settings.compose_file = root / "tenant.yml";
    settings.docker_program = (root / "docker").string();
    settings.variables = {{"MVP_DOMAIN", "garages.example"}};
    restart_agent();
  }
  ~Machine() {
    docker_does("exit 0");
    finish([this]() -> Task<> { co_await driver->stop_all({}); });
    driver.reset();
    io.reset();
    fs::remove_all(root);
  }

  void docker_does(const std::string& behaviour) {
    const auto path = root / "docker";
    std::ofstream(path.string() + ".new") << "#!/bin/sh\necho \"$*\" >> '" << root.string() << "/calls'\nenv > '" << root.string() << "/env'\n" << behaviour << "\n";
    ::chmod((path.string() + ".new").c_str(), 0700);
    fs::rename(path.string() + ".new", path);
  }

  void restart_agent() {
    driver.reset();
    io = std::make_unique<boost::asio::io_context>();
    fs::create_directories(settings.var_dir);
    driver = std::make_shared<ComposeDriver>(settings, io->get_executor());
    finish([this]() -> Task<> { co_await driver->restore(supervisor::Clock::now() + 20s); });
  }

  Result<StackStatus> ensure(StackRequest request, std::chrono::milliseconds patience = 20s) {
    std::optional<Result<StackStatus>> out;
    finish([&]() -> Task<> { out = co_await driver->ensure(Context{.deadline = supervisor::Clock::now() + patience}, request); });
    return *out;
  }

  std::string calls() const { return fs::exists(root / "calls") ? supervisor::read_file(root / "calls") : ""; }
  std::string environment() const { return supervisor::read_file(root / "env"); }
  fs::path stack(const std::string& id) const { return settings.var_dir / "stacks" / id; }

  fs::path root;
  Settings settings;
  std::shared_ptr<ComposeDriver> driver;

 private:
  void finish(std::function<Task<>()> body) {
    bool is_done = false;
    boost::asio::co_spawn(*io, std::move(body), [&](std::exception_ptr failure) {
      is_done = true;
      if (failure) std::rethrow_exception(failure);
    });
    io->restart();
    while (!is_done) io->run_one();
  }

  std::unique_ptr<boost::asio::io_context> io;
};

StackRequest running(const std::string& slug, const std::string& id) { return {.slug = slug, .stack_id = id, .state = StackState::running, .service_secret = "s3cret"}; }

TEST(compose_driver, a_tenant_becomes_a_project_of_its_own) {
  Machine machine;
  const auto status = machine.ensure(running("acme-corp", acme));
  ASSERT_TRUE(status) << status.error().detail;
  EXPECT_EQ(status->state, StackState::running);
  EXPECT_NE(machine.calls().find("compose --project-name mvp-acme-corp --file " + (machine.root / "tenant.yml").string() +
                                 " --progress plain up --detach --wait"),
            std::string::npos)
      << machine.calls();
}

TEST(compose_driver, the_template_is_told_where_this_stack_is_and_what_all_share) {
  Machine machine("case \"$*\" in *\" up \"*) cp '/proc/self/environ' \"$MVP_STACK_DIR/up.env\";; esac");
  ASSERT_TRUE(machine.ensure(running("acme-corp", acme)));
  const auto env = supervisor::read_file(machine.stack(acme) / "up.env");
  for (const auto& line : {"MVP_TENANT=acme-corp", "MVP_DOMAIN=garages.example"}) EXPECT_NE(env.find(line), std::string::npos) << line;
  EXPECT_NE(env.find("MVP_STACK_ID=" + acme), std::string::npos);
  EXPECT_NE(env.find("MVP_SOCKET_DIR=" + (machine.settings.var_dir / "tenants/acme-corp/run").string()), std::string::npos);
}

TEST(compose_driver, no_secret_is_in_a_command_line_or_in_the_environment) {
  Machine machine("case \"$*\" in *\" up \"*) cp '/proc/self/environ' \"$MVP_STACK_DIR/up.env\";; esac");
  ASSERT_TRUE(machine.ensure(running("acme-corp", acme)));
  const auto seen = machine.calls() + supervisor::read_file(machine.stack(acme) / "up.env");
  std::size_t secrets = 0;
  for (const auto& file : fs::directory_iterator(machine.stack(acme) / "secrets")) {
    ++secrets;
    EXPECT_EQ(seen.find(supervisor::read_file(file.path())), std::string::npos) << file.path();
    EXPECT_EQ(fs::status(file.path()).permissions(), fs::perms::owner_read | fs::perms::owner_write) << file.path();
  }
  EXPECT_EQ(secrets, 8U);
}

TEST(compose_driver, two_tenants_share_no_secret) {
  Machine machine;
  ASSERT_TRUE(machine.ensure(running("acme-corp", acme)));
  ASSERT_TRUE(machine.ensure(running("globex", globex)));
  for (const auto* name : {"session_key", "redis_password", "garage_owner_password", "garage_app_password"})
    EXPECT_NE(supervisor::read_file(machine.stack(acme) / "secrets" / name), supervisor::read_file(machine.stack(globex) / "secrets" / name)) << name;
}

TEST(compose_driver, hibernating_stops_the_containers_and_keeps_everything) {
  Machine machine;
  ASSERT_TRUE(machine.ensure(running("acme-corp", acme)));
  const auto status = machine.ensure({.slug = "acme-corp", .stack_id = acme, .state = StackState::hibernated});
  ASSERT_TRUE(status);
  EXPECT_EQ(status->state, StackState::hibernated);
  EXPECT_TRUE(machine.calls().ends_with("--progress plain stop\n")) << machine.calls();
  EXPECT_TRUE(fs::exists(machine.stack(acme) / "secrets/session_key"));
}

TEST(compose_driver, a_tenant_that_goes_leaves_no_container_no_socket_and_no_secret) {
  Machine machine;
  ASSERT_TRUE(machine.ensure(running("acme-corp", acme)));
  const auto gone = machine.ensure({.slug = "acme-corp", .stack_id = acme, .state = StackState::absent});
  ASSERT_TRUE(gone);
  EXPECT_EQ(gone->removed, (std::vector<std::string>{"files", "log", "postgres", "redis", "redis-run", "secrets", "socket", "stack.json"}));
  EXPECT_NE(machine.calls().find("down --volumes --remove-orphans"), std::string::npos);
  EXPECT_FALSE(fs::exists(machine.stack(acme)));
  EXPECT_FALSE(fs::exists(machine.settings.var_dir / "tenants/acme-corp"));
  EXPECT_EQ(machine.driver->status("acme-corp").error().code, Errc::not_found);
}

TEST(compose_driver, what_is_wanted_survives_the_agent) {
  Machine machine;
  ASSERT_TRUE(machine.ensure(running("acme-corp", acme)));
  ASSERT_TRUE(machine.ensure({.slug = "acme-corp", .stack_id = acme, .state = StackState::hibernated}));
  machine.restart_agent();
  const auto status = machine.driver->status("acme-corp");
  ASSERT_TRUE(status);
  EXPECT_EQ(status->state, StackState::hibernated);
  EXPECT_EQ(status->stack_id, acme);
}

TEST(compose_driver, a_command_that_failed_is_tried_again) {
  Machine machine("case \"$*\" in *\" up \"*) mkdir \"$MVP_STACK_DIR/tried\" 2>/dev/null && { echo 'dependency failed to start'; exit 1; };; esac; exit 0");
  EXPECT_TRUE(machine.ensure(running("acme-corp", acme)));
}

TEST(compose_driver, at_the_deadline_the_caller_is_told_what_the_engine_said) {
  Machine machine("echo 'dependency failed to start: container acme-corp-postgres is unhealthy'; exit 1");
  const auto status = machine.ensure(running("acme-corp", acme), 700ms);
  ASSERT_FALSE(status);
  EXPECT_EQ(status.error().code, Errc::unavailable);
  EXPECT_NE(status.error().detail.find("acme-corp-postgres is unhealthy"), std::string::npos) << status.error().detail;
}

TEST(compose_driver, without_an_engine_the_caller_is_told_to_start_one) {
  Machine machine("echo 'Cannot connect to the Docker daemon at unix:///var/run/docker.sock. Is the docker daemon running?' >&2; exit 1");
  const auto status = machine.ensure(running("acme-corp", acme), 700ms);
  ASSERT_FALSE(status);
  EXPECT_NE(status.error().detail.find("No container engine answers at its usual socket: start Docker"), std::string::npos) << status.error().detail;
}

TEST(compose_driver, without_a_docker_program_the_agent_says_so_before_it_serves) {
  Machine machine;
  machine.settings.docker_program = (machine.root / "no-docker").string();
  try {
    Engine(machine.settings).probe();
    FAIL() << "it found a docker";
  } catch (const std::runtime_error& e) {
    EXPECT_TRUE(std::string(e.what()).starts_with("There is no Docker here: ")) << e.what();
  }
}

TEST(compose_driver, a_new_service_secret_restarts_the_backend_that_read_the_old_one) {
  Machine machine;
  ASSERT_TRUE(machine.ensure(running("acme-corp", acme)));
  ASSERT_EQ(machine.calls().find("restart backend"), std::string::npos);
  auto renewed = running("acme-corp", acme);
  renewed.service_secret = "another";
  ASSERT_TRUE(machine.ensure(renewed));
  EXPECT_NE(machine.calls().find("restart backend"), std::string::npos);
  EXPECT_EQ(supervisor::read_file(machine.stack(acme) / "secrets/service_secret"), "another");
}

TEST(compose_driver, a_tenant_cannot_take_another_ones_stack_nor_a_second_one) {
  Machine machine;
  ASSERT_TRUE(machine.ensure(running("acme-corp", acme)));
  EXPECT_EQ(machine.ensure(running("globex", acme)).error().code, Errc::conflict);
  EXPECT_EQ(machine.ensure(running("acme-corp", globex)).error().code, Errc::conflict);
  EXPECT_EQ(machine.ensure(running("../etc", globex)).error().code, Errc::invalid);
  EXPECT_EQ(machine.ensure(running("globex", "../../etc")).error().code, Errc::invalid);
}

TEST(compose_driver, a_new_plan_changes_the_limits_of_the_containers) {
  Machine machine("case \"$*\" in *\" up \"*) echo \"$MVP_MEMORY $MVP_CPUS $MVP_PIDS\" >> \"$MVP_STACK_DIR/limits\";; esac");
  ASSERT_TRUE(machine.ensure(running("acme-corp", acme)));
  auto bigger = running("acme-corp", acme);
  bigger.limits = PlanLimits{.memory_mb = 1024, .cpu_percent = 250, .processes = 200};
  ASSERT_TRUE(machine.ensure(bigger));
  EXPECT_EQ(supervisor::read_file(machine.stack(acme) / "limits"), "128m 1.00 64\n512m 2.50 200\n");
}

TEST(compose_driver, what_it_cannot_do_it_says) {
  Machine machine;
  ASSERT_TRUE(machine.ensure(running("acme-corp", acme)));
  EXPECT_EQ(machine.ensure({.slug = "acme-corp", .stack_id = acme, .state = StackState::archived}).error().code, Errc::conflict);
}

TEST(compose_driver, the_processes_of_a_stack_are_its_containers) {
  Machine machine(R"(case "$*" in *inspect*) printf 'postgres|running|healthy|41|0\nredis|restarting||0|3\nbackend|running|starting|43|1\n';; esac)");
  ASSERT_TRUE(machine.ensure(running("acme-corp", acme)));
  const auto processes = machine.driver->processes("acme-corp");
  ASSERT_TRUE(processes);
  ASSERT_EQ(processes->size(), 3U);
  EXPECT_EQ((*processes)[0].state, "ready");
  EXPECT_EQ((*processes)[0].pid, 41);
  EXPECT_EQ((*processes)[1].state, "waiting");
  EXPECT_EQ((*processes)[1].starts, 4);
  EXPECT_EQ((*processes)[2].state, "starting");
}

}  // namespace
}  // namespace mvp::node::compose
