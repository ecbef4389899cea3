#include "platform/platform.hpp"

#include <fmt/chrono.h>
#include <fmt/format.h>
#include <sys/socket.h>
#include <sys/un.h>

#include <algorithm>
#include <cstdio>
#include <cstring>
#include <ctime>
#include <ranges>
#include <stdexcept>

#include "mvp/http/client.hpp"
#include "mvp/json/codec.hpp"
#include "platform/prepare.hpp"
#include "supervisor/atomic_file.hpp"

namespace mvp::platform {
namespace {

using namespace std::chrono_literals;

/// One line a person can read.
void say(const std::string& who, const std::string& what) {
  fmt::print("{:%H:%M:%S}  {:<9} {}\n", fmt::localtime(std::time(nullptr)), who, what);
  std::fflush(stdout);
}

std::int64_t ms_since(supervisor::Clock::time_point start) {
  return std::chrono::duration_cast<std::chrono::milliseconds>(supervisor::Clock::now() - start).count();
}

}  // namespace

Platform::Platform(boost::asio::io_context& io, Settings settings) : io_(io), settings_(std::move(settings)) {}

void Platform::on_event(const Process& process, Process::Event event, const std::string& detail) {
  const auto& name = process.spec().name;
  switch (event) {
    case Process::Event::started: started_at_[name] = supervisor::Clock::now(); break;
    case Process::Event::adopted: say(name, "was still running: taken over"); break;
    case Process::Event::ready:
      say(name, started_at_.contains(name) ? fmt::format("ready at {} ({} ms)", where_[name], ms_since(started_at_[name]))
                                           : "ready at " + where_[name]);
      break;
    case Process::Event::ended: say(name, is_stopping_ ? "stopped" : "ended (" + detail + "), starting it again"); break;
    case Process::Event::refused: say(name, "could not be started: " + detail); break;
  }
  remember();
}

void Platform::remember() {
  std::map<std::string, supervisor::Identity> alive;
  for (const auto& process : processes_)
    if (process->identity()) alive.emplace(process->spec().name, *process->identity());
  supervisor::replace_file(settings_.run() + "/platform.json", json::encode(alive), supervisor::Survives::process_death);
}

Task<> Platform::launch(Program program) {
  const auto name = program.spec.name;
  where_[name] = program.where;
  const auto process = std::make_shared<Process>(
      io_.get_executor(), std::move(program.spec), std::move(program.care),
      [this](const Process& p, Process::Event event, const std::string& detail) { on_event(p, event, detail); });
  processes_.push_back(process);
  const auto survivor = survivors_.find(name);
  if (survivor == survivors_.end() || !process->adopt(survivor->second)) process->start();
  if (!co_await process->until_ready(supervisor::Clock::now() + 60s))
    throw std::runtime_error(fmt::format("{} is not ready after 60 s; its log is {}", name, settings_.log(name)));
}

Task<> Platform::prepare(std::string what, void (*work)(const Settings&)) {
  const auto started = supervisor::Clock::now();
  co_await supervisor::on_pool(pool_, [this, work] {
    work(settings_);
    return true;
  });
  if (const auto took = ms_since(started); took > 500) say(what, fmt::format("prepared ({} ms)", took));
}

Task<> Platform::start() {
  prepare_directories(settings_);
  try {
    if (auto known = json::decode<std::map<std::string, supervisor::Identity>>(supervisor::read_file(settings_.run() + "/platform.json")))
      for (auto& [name, identity] : *known)
        if (identity.is_alive()) survivors_.emplace(name, identity);
  } catch (const std::system_error&) {  // the first start
  }
  if (survivors_.empty()) refuse_busy_ports(settings_);

  co_await prepare("postgres", prepare_cluster);
  co_await launch(postgres(settings_));
  co_await prepare("databases", prepare_databases);
  co_await prepare("schema", migrate_and_render);
  co_await launch(redis(settings_));
  co_await launch(edge(settings_));
  co_await launch(identity_provider(settings_));
  co_await launch(tenants(settings_));
  co_await launch(node_agent(settings_));
  co_await launch(catalog(settings_));
  co_await launch(landing(settings_));
  write_summary();
  say("platform", "ready: " + settings_.url_of("") + "/");
  try {
    co_await prepare("catalogue", import_catalog);  // the service takes up new data by itself
  } catch (const std::exception& e) {
    say("catalogue", std::string("not loaded: ") + e.what());
  }
}

Task<> Platform::stop() {
  is_stopping_ = true;
  say("platform", "stopping");
  if (std::ranges::any_of(processes_, [](const auto& process) { return process->spec().name == "node"; })) co_await stop_stacks();
  std::error_code ignored;
  std::filesystem::remove(settings_.var_dir / "platform.json", ignored);
  for (const auto& process : processes_ | std::views::reverse) co_await process->stop();
  say("platform", "stopped");
}

Task<> Platform::stop_stacks() {
  try {
    http::Client client(io_.get_executor());
    Context context;
    context.deadline = supervisor::Clock::now() + 30s;
    co_await client.send(context, {.method = http::Verb::post, .url = "http://node/v1/stop-all", .unix_socket = settings_.run() + "/node.sock"});
    say("stacks", "stopped");
  } catch (const std::exception& e) {
    say("stacks", std::string("could not be stopped: ") + e.what());
  }
}

void Platform::write_summary() const {
  json::Object pids;
  for (const auto& process : processes_)
    if (process->identity()) pids[process->spec().name] = process->identity()->pid;
  pids["platform"] = ::getpid();
  const json::Object summary{
      {"domain", settings_.domain},
      {"edge_port", settings_.edge_port},
      {"urls", json::Object{{"landing", settings_.url_of("")}, {"identity_provider", settings_.issuer()},
                            {"admin", settings_.url_of("admin")}, {"demo_tenant", settings_.url_of("demo-tenant")},
                            {"acme_corp", settings_.url_of("acme-corp")}}},
      {"tenant_url", settings_.url_of("{tenant}")},
      {"operator_socket", settings_.run() + "/tenants.sock"},
      {"pids", pids}};
  supervisor::replace_file(settings_.var_dir / "platform.json", json::serialize(summary) + "\n");
}

}  // namespace mvp::platform
