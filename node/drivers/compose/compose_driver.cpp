#include "drivers/compose/compose_driver.hpp"

#include <algorithm>
#include <boost/asio/steady_timer.hpp>
#include <utility>

#include "mvp/core/ids.hpp"
#include "mvp/log/log.hpp"
#include "stack/slug.hpp"
#include "supervisor/background.hpp"

namespace mvp::node::compose {
namespace {

namespace asio = boost::asio;
namespace fs = std::filesystem;
using namespace std::chrono_literals;
using supervisor::Clock;

constexpr auto watch_interval = 10s;

std::string text_of(StackState state) {
  switch (state) {
    case StackState::absent: return "gone";
    case StackState::archived: return "archived";
    case StackState::hibernated: return "hibernated";
    case StackState::running: return "running";
  }
  return "gone";
}

bool is_ready(const StackProcess& process) { return process.state == "ready"; }

Task<> pause(asio::any_io_executor executor, std::chrono::milliseconds duration) {
  asio::steady_timer timer(executor, duration);
  co_await timer.async_wait(asio::use_awaitable);
}

}  // namespace

ComposeDriver::ComposeDriver(Settings settings, asio::any_io_executor executor)
    : settings_(std::move(settings)), engine_(settings_), executor_(std::move(executor)) {
  for (const auto& directory : {settings_.stacks(), settings_.tenants(), settings_.trash()}) fs::create_directories(directory);
}

ComposeDriver::~ComposeDriver() { pool_.join(); }

Task<> ComposeDriver::restore(Clock::time_point deadline) {
  const auto self = shared_from_this();
  for (const auto& entry : fs::directory_iterator(settings_.stacks())) {
    try {
      const auto record = load_record(entry.path());
      if (!record) continue;
      const auto stack = stacks_[record->slug] = std::make_shared<Stack>(Stack{.record = *record});
      stack->processes = co_await supervisor::on_pool(pool_, [this, record] { return engine_.processes(*record); });
      stack->actual = std::ranges::any_of(stack->processes, &is_ready) ? StackState::running : StackState::hibernated;
    } catch (const std::exception& e) {  // one damaged stack must not keep the others down
      log::error("stack cannot be taken up", {{"directory", entry.path().string()}, {"what", e.what()}});
    }
  }
  // A new version of the images or the template is taken up here: `up` changes what differs.
  for (const auto& [slug, stack] : auto(stacks_)) want(stack, stack->record.desired);
  supervisor::in_background(executor_, "watch of the containers", [self] { return self->watch(); });
  for (const auto& [slug, stack] : auto(stacks_)) co_await until_reached(stack, deadline);
}

Result<ComposeDriver::StackPtr> ComposeDriver::stack_for(const StackRequest& request) const {
  if (!is_slug(request.slug)) return fail(Errc::invalid, "A tenant's name has 3 to 63 of a-z, 0-9 and single hyphens.", "/slug");
  if (!is_uuid(request.stack_id)) return fail(Errc::invalid, "must be a UUID", "/stack_id");
  if (const auto found = stacks_.find(request.slug); found != stacks_.end()) {
    if (found->second->record.stack_id == request.stack_id) return found->second;
    return fail(Errc::conflict, "The tenant has stack " + found->second->record.stack_id + ".", "/stack_id");
  }
  if (fs::exists(settings_.stacks() / request.stack_id / "stack.json")) return fail(Errc::conflict, "That stack belongs to another tenant.", "/stack_id");
  return StackPtr{};
}

Task<Result<StackStatus>> ComposeDriver::ensure(Context context, StackRequest request) {
  const auto self = shared_from_this();
  if (is_ended_) co_return fail(Errc::unavailable, "The node is stopping.");
  auto found = stack_for(request);
  if (!found) co_return Failure(found.error());
  auto stack = *found;
  if (request.state == StackState::archived) co_return fail(Errc::conflict, "Stacks in containers are not archived: they hibernate, or are purged.", "/state");
  StackStatus gone{.slug = request.slug, .stack_id = request.stack_id};
  if (!stack && request.state == StackState::absent) co_return gone;
  if (!stack) {
    const Record record{.slug = request.slug, .stack_id = request.stack_id, .desired = request.state, .limits = request.limits.value_or(PlanLimits{})};
    const StackFiles files(settings_, record);
    files.prepare();
    files.store_service_secret(request.service_secret);
    files.save(record);
    stack = stacks_[request.slug] = std::make_shared<Stack>(Stack{.record = record});
  } else if (request.state != StackState::absent && StackFiles(settings_, stack->record).store_service_secret(request.service_secret)) {
    stack->has_new_secret = true;
    stack->is_settled = false;
  }
  if (request.limits && *request.limits != stack->record.limits) {
    stack->record.limits = *request.limits;
    stack->is_settled = false;
    StackFiles(settings_, stack->record).save(stack->record);
  }
  want(stack, request.state);
  if (co_await until_reached(stack, context.deadline)) {
    gone.removed = stack->removed;
    co_return request.state == StackState::absent ? gone : stack->status();
  }
  co_return fail(Errc::unavailable, "The stack is not " + text_of(request.state) + " yet: " + stack->awaited);
}

void ComposeDriver::want(StackPtr stack, StackState state) {
  if (stack->record.desired != state) {
    stack->record.desired = state;
    stack->is_settled = false;
    StackFiles(settings_, stack->record).save(stack->record);
  }
  if (is_ended_ || stack->is_reached() || std::exchange(stack->is_driving, true)) return;
  supervisor::in_background(executor_, "stack", [self = shared_from_this(), stack] { return self->drive(stack); });
}

Task<> ComposeDriver::drive(StackPtr stack) {
  auto delay = 1s;
  while (!is_ended_ && !stack->is_reached()) {
    const auto wanted = stack->record.desired;
    const auto limits = stack->record.limits;
    std::string failure;
    try {
      stack->awaited = "waiting for the engine.";
      co_await apply(stack, wanted);
      stack->is_settled = stack->record.desired == wanted && stack->record.limits == limits && !stack->has_new_secret;
      stack->awaited.clear();
    } catch (const std::exception& e) {
      failure = e.what();
    }
    stack->changed.notify();
    if (failure.empty()) continue;
    stack->awaited = failure;
    log::error("stack does not reach its state", {{"tenant", stack->record.slug}, {"what", failure}});
    co_await pause(executor_, delay);
    delay = std::min(delay * 2, 30s);
  }
  stack->is_driving = false;
  stack->changed.notify();
}

Task<> ComposeDriver::apply(StackPtr stack, StackState wanted) {
  const auto record = stack->record;
  const bool was_running = stack->actual == StackState::running;
  const bool has_new_secret = std::exchange(stack->has_new_secret, false);
  const auto on_engine = [this](auto work) { return supervisor::on_pool(pool_, [this, work] { work(engine_); return true; }); };
  try {
    switch (wanted) {
      case StackState::running:
        StackFiles(settings_, record).prepare();
        co_await on_engine([record](const Engine& engine) { engine.up(record); });
        // A container sees a replaced file once it is started again.
        if (has_new_secret && was_running) co_await on_engine([record](const Engine& engine) { engine.restart_backend(record); });
        break;
      case StackState::archived: break;  // refused by ensure
      case StackState::hibernated: co_await on_engine([record](const Engine& engine) { engine.stop(record); }); break;
      case StackState::absent:
        co_await on_engine([record](const Engine& engine) { engine.down(record); });
        if (stack->record.desired != StackState::absent) co_return;  // wanted again meanwhile: its data is still there
        stack->removed = StackFiles(settings_, record).discard(settings_);
        stacks_.erase(record.slug);
        break;
    }
  } catch (...) {
    stack->has_new_secret = stack->has_new_secret || has_new_secret;
    throw;
  }
  stack->actual = wanted;
  stack->processes.clear();
  if (wanted == StackState::running) stack->processes = co_await supervisor::on_pool(pool_, [this, record] { return engine_.processes(record); });
}

Task<bool> ComposeDriver::until_reached(StackPtr stack, Clock::time_point deadline) {
  while (!stack->is_reached() && !is_ended_)
    if (!co_await stack->changed.wait_until(deadline)) break;
  co_return stack->is_reached();
}

/// The engine restarts what ends; this is for whoever asks how the stacks are.
Task<> ComposeDriver::watch() {
  for (;;) {
    co_await pause(executor_, watch_interval);
    co_await supervisor::on_pool(pool_, [trash = settings_.trash()] {
      std::error_code ec;
      for (const auto& entry : fs::directory_iterator(trash, ec)) fs::remove_all(entry.path(), ec);
      return true;
    });
    for (const auto& [slug, stack] : auto(stacks_)) {
      if (stack->actual != StackState::running || stack->is_driving) continue;
      try {
        stack->processes = co_await supervisor::on_pool(pool_, [this, record = stack->record] { return engine_.processes(record); });
        stack->awaited.clear();
        for (const auto& process : stack->processes)
          if (!is_ready(process)) stack->awaited = "waiting for " + process.name + ".";
      } catch (const std::exception& e) {
        stack->awaited = e.what();
      }
    }
  }
}

Result<StackStatus> ComposeDriver::status(const std::string& slug) const {
  const auto found = stacks_.find(slug);
  if (found == stacks_.end()) return fail(Errc::not_found, "There is no such stack.");
  return found->second->status();
}

std::vector<StackStatus> ComposeDriver::all() const {
  std::vector<StackStatus> out;
  for (const auto& [slug, stack] : stacks_) out.push_back(stack->status());
  return out;
}

Result<std::vector<StackProcess>> ComposeDriver::processes(const std::string& slug) const {
  const auto found = stacks_.find(slug);
  if (found == stacks_.end()) return fail(Errc::not_found, "There is no such stack.");
  return found->second->processes;
}

StackLimits ComposeDriver::limits() const {
  return {.enforced_by = "cgroups of the engine, settings", .redis_memory_bytes = 32 * 1024 * 1024, .postgres_connections = 30};
}

Task<Result<std::int64_t>> ComposeDriver::stop_all(Context) {
  const auto self = shared_from_this();
  is_ended_ = true;
  const auto total = static_cast<std::int64_t>(stacks_.size());
  std::int64_t left = total;
  const auto gone = std::make_shared<supervisor::Condition>();
  for (const auto& [slug, stack] : auto(stacks_)) {
    supervisor::in_background(executor_, "stop of a stack", [self, stack, gone, &left]() -> Task<> {
      while (stack->is_driving) co_await stack->changed.wait_until(Clock::now() + 1s);
      try {
        co_await supervisor::on_pool(self->pool_, [self, record = stack->record] { self->engine_.stop(record); return true; });
        stack->actual = StackState::hibernated;
      } catch (const std::exception& e) {
        log::error("stack does not stop", {{"tenant", stack->record.slug}, {"what", e.what()}});
      }
      --left;
      gone->notify();
    });
  }
  while (left > 0) co_await gone->wait_until(Clock::now() + 1s);  // the engine kills what does not end in its time
  co_return total;
}

}  // namespace mvp::node::compose
