#include "drivers/local/stack.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <boost/asio/experimental/awaitable_operators.hpp>
#include <boost/asio/steady_timer.hpp>
#include <filesystem>
#include <utility>

#include "drivers/local/archive.hpp"
#include "stack/failpoints.hpp"
#include "drivers/local/postgres.hpp"
#include "drivers/local/programs.hpp"
#include "drivers/local/tenant_user.hpp"
#include "mvp/log/log.hpp"
#include "stack/listening_socket.hpp"
#include "supervisor/atomic_file.hpp"
#include "supervisor/background.hpp"
#include "supervisor/cgroup.hpp"
#include "supervisor/log_file.hpp"

namespace mvp::node::local {
namespace {

namespace asio = boost::asio;
namespace fs = std::filesystem;
using namespace std::chrono_literals;
using namespace asio::experimental::awaitable_operators;
using supervisor::Clock;
using supervisor::Process;
using Event = Process::Event;

constexpr std::string_view name_of(Process::State state) {
  switch (state) {
    case Process::State::stopped: return "stopped";
    case Process::State::starting: return "starting";
    case Process::State::ready: return "ready";
    case Process::State::waiting: return "waiting";
  }
  return "stopped";
}

void pass_wanted(StackState state) {
  switch (state) {
    case StackState::running: return pass("wake.wanted");
    case StackState::hibernated: return pass("hibernate.wanted");
    case StackState::archived: return pass("archive.wanted");
    case StackState::absent: return pass("remove.wanted");
  }
}

constexpr std::string_view name_of(Event event) {
  switch (event) {
    case Event::started: return "process started";
    case Event::adopted: return "process adopted";
    case Event::ready: return "process ready";
    case Event::ended: return "process ended";
    case Event::refused: return "process cannot be started";
  }
  return "process";
}

}  // namespace

Stack::Stack(StackPlatform platform, Record record)
    : platform_(std::move(platform)), record_(std::move(record)), layout_{platform_.settings.stacks() / record_.stack_id} {}

StackStatus Stack::status() const {
  StackStatus out{.slug = record_.slug, .stack_id = record_.stack_id, .state = actual_, .detail = awaited_};
  if (actual_ == StackState::archived) out.archive_bytes = archive_of(platform_.settings, record_.stack_id).bytes();
  if (actual_ == StackState::running && out.detail.empty())
    for (const auto& process : {postgres_, redis_, garage_})
      if (process && process->state() != Process::State::ready) out.detail = "waiting for " + process->spec().name;
  return out;
}

std::vector<StackProcess> Stack::processes() const {
  std::vector<StackProcess> out;
  for (const auto& process : {postgres_, redis_, garage_})
    if (process)
      out.push_back({.name = process->spec().name,
                     .state = std::string(name_of(process->state())),
                     .pid = process->identity() ? process->identity()->pid : 0,
                     .starts = earlier_starts(process->spec().name) + process->starts()});
  return out;
}

std::int64_t Stack::earlier_starts(const std::string& name) const {
  const auto found = earlier_starts_.find(name);
  return found == earlier_starts_.end() ? 0 : found->second;
}

/// Most tenants sleep most of the time: they cost the agent a socket and a record.
void Stack::forget_processes() {
  for (auto* process : {&postgres_, &redis_, &garage_}) {
    if (*process) earlier_starts_[(*process)->spec().name] += (*process)->starts();
    process->reset();
  }
}

void Stack::restore(int listener) {
  listener_ = listener;
  actual_ = StackState::hibernated;
  if (record_.is_archived.value_or(false)) return;
  archive_of(platform_.settings, record_.stack_id).remove();  // left by an agent that died packing, or after unpacking
  if (!fs::exists(layout_.pg())) return;  // it died while being made: bring_up goes on from there
  prepare_directories(layout_);
  make_processes();
  // What is to sleep and was not running when that was written down has left no process.
  if (record_.desired != StackState::running && record_.processes.empty()) return;
  const auto known = record_.processes;
  for (const auto& process : {postgres_, redis_, garage_}) {
    const auto found = known.find(process->spec().name);
    if (found != known.end() && process->adopt(found->second)) actual_ = StackState::running;
    else if (const auto running = supervisor::find_running(process->spec().argv, process->spec().directory))
      if (process->adopt(*running)) actual_ = StackState::running;
  }
}

void Stack::want(StackState state) {
  if (record_.desired != state) {
    // After a power cut everything is asleep, whatever was wanted of it: only what cannot be taken back must be on disk.
    const bool is_nap = state >= StackState::hibernated && record_.desired >= StackState::hibernated;
    record_.desired = state;
    save(is_nap ? supervisor::Survives::process_death : supervisor::Survives::power_cut);
    pass_wanted(state);
  }
  changed_.notify();
  if (is_ended_ || std::exchange(is_driving_, true)) return;
  supervisor::in_background(platform_.executor, "stack", [self = shared_from_this()] { return self->drive(); });
}

bool Stack::is_reached() const {
  if (record_.desired == StackState::absent) return actual_ == StackState::hibernated || actual_ == StackState::archived;  // the driver removes the rest
  if (actual_ != record_.desired) return false;
  return actual_ != StackState::running || (is_ready(postgres_) && is_ready(redis_) && is_ready(garage_));
}

bool Stack::is_ready(const ProcessPtr& process) { return process && process->state() == Process::State::ready; }

Task<bool> Stack::until_reached(Clock::time_point deadline) {
  const auto self = shared_from_this();
  while (!is_reached() && !is_ended_)
    if (!co_await changed_.wait_until(deadline)) break;
  co_return is_reached();
}

Task<> Stack::drive() {
  while (!is_ended_ && !is_reached()) {
    std::string failure;
    try {
      if (record_.desired == StackState::running) co_await bring_up();
      else co_await bring_down();
    } catch (const std::exception& e) {
      failure = e.what();
    }
    if (failure.empty()) continue;
    await(failure);
    log::error("stack does not reach its state", {{"tenant", record_.slug}, {"what", failure}});
    asio::steady_timer pause(platform_.executor, 1s);
    co_await pause.async_wait(asio::use_awaitable);
  }
  is_driving_ = false;
  idle_.restart();
  await("");
  if (actual_ == StackState::hibernated && !is_ended_) watch_socket();
}

Task<> Stack::bring_up() {
  if (doorbell_) doorbell_->cancel();
  if (record_.is_archived.value_or(false)) co_await restore_archive();
  co_await provision();
  if (!postgres_) make_processes();
  join_control_groups();
  const auto schema = platform_.schema();
  const bool is_prepared = record_.has_passwords && record_.schema == schema;
  if (!is_prepared || record_.former_slug) co_await stop_garage();
  postgres_->start();
  redis_->start();
  if (!is_prepared) {
    if (!co_await settled(postgres_)) co_return;
    co_await prepare_database(schema);
  }
  garage_->start();
  actual_ = StackState::running;
  for (const auto& process : {postgres_, redis_, garage_}) {
    if (!co_await settled(process)) co_return;
    pass("wake.one_ready");
  }
}

/// @return false when something else has become wanted meanwhile.
Task<bool> Stack::settled(ProcessPtr process) {
  while (!is_ended_ && record_.desired == StackState::running) {
    if (is_ready(process)) co_return true;
    await("waiting for " + process->spec().name);
    co_await changed_.wait_until(Clock::now() + 1s);
  }
  co_return false;
}

Task<> Stack::bring_down() {
  await("waiting for requests in flight");
  co_await stop_garage();
  if (postgres_) co_await (postgres_->stop() && redis_->stop());
  supervisor::ControlGroups::of_this_machine().remove(record_.stack_id);
  if (record_.desired == StackState::hibernated) pass("hibernate.stopped");
  if (is_ended_ || record_.desired == StackState::absent) {
    actual_ = StackState::hibernated;
  } else if (record_.desired == StackState::archived) {
    co_await archive();
  } else {
    if (record_.is_archived.value_or(false)) co_await restore_archive();
    co_await provide_socket();
    forget_processes();
    actual_ = StackState::hibernated;
    pass("hibernate.reached");
  }
}

/// Every step looks first whether it is done: whatever instant the agent died at, this finishes the rest.
Task<> Stack::provision() {
  if (!fs::exists(layout_.pg())) {
    await("waiting for the template cluster");
    const auto cluster_template = co_await platform_.cluster_template();
    await("waiting for its database cluster");
    co_await supervisor::on_pool(platform_.pool, [cluster_template, &settings = platform_.settings, target = layout_.pg()] {
      claim_cluster(settings, cluster_template, target);
      return true;
    });
    pass("provision.claimed");
    record_.schema = cluster_template.schema;
    record_.has_passwords = false;
    save(supervisor::Survives::process_death);
    pass("provision.recorded");
    platform_.cluster_claimed();
  }
  co_await provide_socket();
}

/// All that a stack needs to be woken: a stack that is asked for asleep gets its cluster when somebody first comes.
Task<> Stack::provide_socket() {
  prepare_directories(layout_);
  prepare_secrets(layout_);
  pass("secrets.made");
  if (listener_ < 0 || !fs::exists(layout_.http_socket())) {
    if (listener_ >= 0) ::close(listener_);
    listener_ = bind_in_place(layout_.http_socket());
    pass("socket.bound");
    platform_.keep_socket(record_.stack_id, listener_);
    pass("socket.kept");
    if (garage_) {
      co_await garage_->stop();  // it listens on a socket nobody can reach any more
      make_garage();
    }
  }
  write_redis_settings(layout_);
  copy_client_secret(layout_, platform_.settings.oidc_client_secret_path);
  hand_over(platform_.settings, layout_);
  link_tenant(platform_.settings.tenants(), record_);
  pass("link.made");
}

Task<> Stack::prepare_database(std::string schema) {
  const auto run_dir = layout_.run();
  if (!record_.has_passwords) {
    await("waiting for its database roles");
    std::vector<std::string> statements;
    for (const std::string role : {"garage_owner", "garage_app"})
      statements.push_back("ALTER ROLE " + role + " PASSWORD '" + supervisor::read_file(layout_.secret(role + "_password")) + "'");
    co_await supervisor::on_pool(platform_.pool, [layout = layout_, run_dir, statements] {
      sync_secrets(layout);
      run_as_superuser(run_dir, "garage", statements);
      return true;
    });
    pass("passwords.set");
    record_.has_passwords = true;
  }
  if (record_.schema != schema) {
    await("waiting for the migration of its database");
    const auto spec = migration_spec(platform_.settings, layout_, record_);
    co_await supervisor::on_pool(platform_.pool, [spec] {
      supervisor::run_to_end(spec, 10min);
      return true;
    });
    pass("schema.migrated");
    record_.schema = schema;
  }
  save(supervisor::Survives::power_cut);
  pass("database.recorded");
}

void Stack::watch_socket() {
  if (listener_ < 0) return;
  doorbell_ = std::make_unique<asio::posix::stream_descriptor>(platform_.executor, ::fcntl(listener_, F_DUPFD_CLOEXEC, 3));
  supervisor::in_background(platform_.executor, "doorbell", [self = shared_from_this()] { return self->wake_on_connection(); });
}

Task<> Stack::wake_on_connection() {
  const auto [ec] = co_await doorbell_->async_wait(asio::posix::stream_descriptor::wait_read, asio::as_tuple(asio::use_awaitable));
  if (ec || is_ended_ || actual_ != StackState::hibernated) co_return;
  log::info("stack wakes", {{"tenant", record_.slug}});
  want(StackState::running);
}

void Stack::renew_secret(const std::string& secret) {
  prepare_directories(layout_);
  const bool is_changed = store_service_secret(layout_, secret);
  if (is_changed && fs::exists(layout_.pg())) hand_over(platform_.settings, layout_);
  if (!is_changed || !garage_ || garage_->state() == Process::State::stopped) return;
  supervisor::in_background(platform_.executor, "new service secret", [garage = garage_] { return garage->restart(); });
}

Task<> Stack::stop_for_good() {
  const auto self = shared_from_this();
  is_ended_ = true;
  if (doorbell_) doorbell_->cancel();
  changed_.notify();
  while (is_driving_) co_await changed_.wait_until(Clock::now() + 1s);
  co_await bring_down();
}

void Stack::rotate_logs() {
  for (const auto& process : {postgres_, redis_, garage_})
    if (process) supervisor::rotate_log(process->spec().log_file);
}

/// Set anew at every start: the kernel forgets them with the machine, and a sleeping stack has none.
std::vector<std::string> Stack::join_control_groups() {
  const auto limits = record_.limits.value_or(PlanLimits{});
  return supervisor::ControlGroups::of_this_machine().set(
      record_.stack_id, {.memory_bytes = limits.memory_mb * 1'000'000, .cpu_percent = limits.cpu_percent, .processes = limits.processes});
}

void Stack::make_processes() {
  supervisor::Care postgres_care{.ready = postgres_readiness(), .stop_signal = SIGINT, .stop_timeout = 30s};
  postgres_ = make_process(postgres_spec(platform_.settings, layout_), std::move(postgres_care));
  redis_ = make_process(redis_spec(platform_.settings, layout_), redis_care(layout_));
  make_garage();
}

void Stack::make_garage() {
  garage_ = make_process(garage_spec(platform_.settings, layout_, record_, listener_), garage_care(platform_.settings, layout_, record_));
}

supervisor::Readiness Stack::postgres_readiness() {
  return [weak = weak_from_this()]() -> Task<bool> {
    const auto self = weak.lock();
    if (!self || !self->postgres_ || !self->postgres_->identity()) co_return false;
    co_return supervisor::postgres_is_ready(self->layout_.pg(), self->postgres_->identity()->pid);
  };
}

Stack::ProcessPtr Stack::make_process(supervisor::Spec spec, supervisor::Care care) {
  spec.joins = join_control_groups();
  return std::make_shared<Process>(platform_.executor, std::move(spec), std::move(care),
                                   [weak = weak_from_this()](const Process& process, Event event, const std::string& detail) {
                                     if (const auto self = weak.lock()) self->on_event(process, event, detail);
                                   });
}

void Stack::on_event(const Process& process, Event event, const std::string& detail) {
  const auto level = event == Event::refused ? log::Level::error : log::Level::info;
  log::write(level, name_of(event), {{"tenant", record_.slug}, {"process", process.spec().name}, {"detail", detail},
             {"pid", std::to_string(process.identity() ? process.identity()->pid : 0)}});
  if (event != Event::ready) save(supervisor::Survives::process_death);
  changed_.notify();
}

void Stack::await(const std::string& what) {
  awaited_ = what;
  changed_.notify();
}

void Stack::save(supervisor::Survives what) {
  record_.processes.clear();
  for (const auto& process : {postgres_, redis_, garage_})
    if (process && process->identity()) record_.processes[process->spec().name] = *process->identity();
  save_record(layout_, record_, what);
}

}  // namespace mvp::node::local
