#include "drivers/compose/engine.hpp"

#include <fmt/format.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <charconv>
#include <csignal>
#include <sstream>
#include <stdexcept>
#include <system_error>

#include "mvp/core/ids.hpp"
#include "mvp/log/log.hpp"
#include "supervisor/atomic_file.hpp"
#include "supervisor/spawn.hpp"

namespace mvp::node::compose {
namespace {

namespace fs = std::filesystem;
using namespace std::chrono_literals;

constexpr std::size_t most_said = 500;

/// Longer than any health check of the template takes to give up.
constexpr auto up_limit = 180s;

constexpr const char* containers[] = {"postgres", "redis", "backend"};

/// service|status|health|pid|restarts
constexpr const char* inspect_format =
    R"({{index .Config.Labels "com.docker.compose.service"}}|{{.State.Status}}|{{with .State.Health}}{{.Status}}{{end}}|{{.State.Pid}}|{{.RestartCount}})";

/// The last line says why; those before, what was done until then.
std::string last_line(const std::string& output) {
  const auto end = output.find_last_not_of(" \n\r\t");
  if (end == std::string::npos) return "it said nothing";
  const auto begin = output.find_last_of('\n', end);
  return output.substr(begin == std::string::npos ? 0 : begin + 1, std::min(most_said, end - (begin == std::string::npos ? 0 : begin + 1) + 1));
}

std::int64_t number(const std::string& text) {
  std::int64_t out = 0;
  std::from_chars(text.data(), text.data() + text.size(), out);
  return out;
}

std::string state_of(const std::string& status, const std::string& health) {
  if (status == "running") return health.empty() || health == "healthy" ? "ready" : "starting";
  return status == "restarting" ? "waiting" : "stopped";
}

/// What the plan allows the stack, shared out: its memory in halves to the database and the garage (Redis has a fixed little).
std::map<std::string, std::string> limits_of(const PlanLimits& plan) {
  return {{"MVP_MEMORY", fmt::format("{}m", plan.memory_mb / 2)},
          {"MVP_CPUS", fmt::format("{:.2f}", static_cast<double>(plan.cpu_percent) / 100)},
          {"MVP_PIDS", fmt::format("{}", plan.processes)}};
}

/// What is wrong with the engine itself, or nothing.
std::string engine_trouble(const std::string& output, const Settings& settings) {
  const auto host = settings.engine_env.find("DOCKER_HOST");
  const auto where = host == settings.engine_env.end() ? std::string("its usual socket") : host->second;
  if (output.contains("Cannot connect to the Docker daemon") || output.contains("no such host") || output.contains("connection refused"))
    return fmt::format("No container engine answers at {}: start Docker, or run the platform without containers (bin/up).", where);
  if (output.contains("permission denied while trying to connect"))
    return fmt::format("The engine at {} does not let user {} in: put that user into the group of its socket.", where, ::geteuid());
  if (output.contains("is not a docker command") || output.contains("unknown command: docker compose"))
    return fmt::format("{} has no compose plugin: install Docker Compose v2 (docker compose version).", settings.docker_program);
  return {};
}

}  // namespace

Engine::Engine(Settings settings) : settings_(std::move(settings)) { fs::create_directories(settings_.scratch()); }

Engine::Ended Engine::run(const Arguments& arguments, const std::map<std::string, std::string>& variables, std::chrono::milliseconds limit) const {
  const auto output_file = settings_.scratch() / random_uuid();
  supervisor::Spec spec{.name = "docker",
                        .argv = {settings_.docker_program},
                        .env = {{"PATH", "/usr/sbin:/usr/bin:/sbin:/bin"}, {"LC_ALL", "C.UTF-8"}},
                        .directory = settings_.var_dir.string(),
                        .log_file = output_file.string()};
  spec.argv.insert(spec.argv.end(), arguments.begin(), arguments.end());
  spec.env.insert(settings_.engine_env.begin(), settings_.engine_env.end());
  spec.env.insert(variables.begin(), variables.end());
  int status = 0;
  try {
    const auto child = supervisor::spawn(spec);
    const auto pid = static_cast<pid_t>(child.pid);
    const bool is_in_time = supervisor::wait_for_end(child, limit);
    if (!is_in_time) ::kill(-pid, SIGKILL);
    ::waitpid(pid, &status, 0);
    if (!is_in_time) status = -1;
  } catch (const std::system_error& e) {
    fs::remove(output_file);
    throw std::runtime_error(fmt::format("There is no Docker here: {} ({}). Install it, or run the platform without containers (bin/up).",
                                         settings_.docker_program, e.code().message()));
  }
  auto output = supervisor::read_file(output_file);
  fs::remove(output_file);
  if (status == -1) output += "\nit took longer than " + std::to_string(limit / 1s) + " s";
  const bool is_success = status != -1 && WIFEXITED(status) && WEXITSTATUS(status) == 0;
  if (!is_success)
    if (const auto trouble = engine_trouble(output, settings_); !trouble.empty()) throw std::runtime_error(trouble);
  return {.is_success = is_success, .output = std::move(output)};
}

void Engine::compose(const Record& record, const Arguments& arguments, std::chrono::milliseconds limit) const {
  Arguments all{"compose", "--project-name", "mvp-" + record.slug, "--file", settings_.compose_file.string(), "--progress", "plain"};
  all.insert(all.end(), arguments.begin(), arguments.end());
  const StackFiles files(settings_, record);
  auto variables = settings_.variables;
  variables["MVP_TENANT"] = record.slug;
  variables["MVP_STACK_ID"] = record.stack_id;
  variables["MVP_STACK_DIR"] = files.root.string();
  variables["MVP_SOCKET_DIR"] = files.socket_dir.string();
  for (auto& [name, value] : limits_of(record.limits)) variables[name] = std::move(value);
  const auto ended = run(all, variables, limit);
  log::write(ended.is_success ? log::Level::info : log::Level::error, "docker compose " + arguments.front(),
             {{"tenant", record.slug}, {"said", last_line(ended.output)}});
  if (!ended.is_success) throw std::runtime_error("docker compose " + arguments.front() + ": " + last_line(ended.output));
}

void Engine::probe() const {
  for (const auto& arguments : {Arguments{"version", "--format", "{{.Server.Version}}"}, Arguments{"compose", "version", "--short"}})
    if (const auto ended = run(arguments, {}, 10s); !ended.is_success) throw std::runtime_error("docker " + arguments.front() + ": " + last_line(ended.output));
}

void Engine::up(const Record& record) const { compose(record, {"up", "--detach", "--wait", "--quiet-pull"}, up_limit); }
void Engine::stop(const Record& record) const { compose(record, {"stop"}, up_limit); }
void Engine::down(const Record& record) const { compose(record, {"down", "--volumes", "--remove-orphans"}, up_limit); }
void Engine::restart_backend(const Record& record) const { compose(record, {"restart", "backend"}, up_limit); }

std::vector<StackProcess> Engine::processes(const Record& record) const {
  Arguments arguments{"container", "inspect", "--format", inspect_format};
  for (const auto* name : containers) arguments.push_back(record.slug + "-" + name);
  std::istringstream lines(run(arguments, {}, 30s).output);  // fails when one is missing, and still tells of the others
  std::vector<StackProcess> out;
  for (std::string line; std::getline(lines, line);) {
    std::array<std::string, 5> fields;
    std::istringstream parts(line);
    std::size_t count = 0;
    while (count < fields.size() && std::getline(parts, fields[count], '|')) ++count;
    if (count == fields.size()) out.push_back({.name = fields[0], .state = state_of(fields[1], fields[2]), .pid = number(fields[3]), .starts = number(fields[4]) + 1});
  }
  return out;
}

}  // namespace mvp::node::compose
