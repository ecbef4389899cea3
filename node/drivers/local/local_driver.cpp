#include "drivers/local/local_driver.hpp"

#include <malloc.h>
#include <unistd.h>

#include <algorithm>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <thread>
#include <utility>

#include "drivers/local/archive.hpp"
#include "stack/failpoints.hpp"
#include "drivers/local/postgres.hpp"
#include "drivers/local/programs.hpp"
#include "mvp/core/ids.hpp"
#include "mvp/log/log.hpp"
#include "stack/slug.hpp"
#include "supervisor/background.hpp"
#include "supervisor/cgroup.hpp"

namespace mvp::node::local {
namespace {

namespace asio = boost::asio;
namespace fs = std::filesystem;
using namespace std::chrono_literals;
using supervisor::Clock;

constexpr std::size_t socket_path_limit = 107;

}  // namespace

LocalDriver::LocalDriver(Settings settings, asio::any_io_executor executor)
    : settings_(std::move(settings)), executor_(std::move(executor)) {
  const Layout longest{settings_.stacks() / std::string(36, 'x')};
  if ((longest.run() + "/.s.PGSQL.5432").size() > socket_path_limit)
    throw std::runtime_error("var_dir is too long: a socket's path has " + std::to_string(socket_path_limit) + " bytes at most");
  for (const auto& directory : {settings_.var_dir / "run", settings_.stacks(), settings_.tenants(), settings_.templates(), settings_.trash()})
    fs::create_directories(directory);
  if (settings_.service_user)  // users of tenants pass through to what is theirs
    for (const auto& directory : {settings_.var_dir, settings_.var_dir / "node", settings_.stacks(), settings_.tenants(), settings_.templates()})
      fs::permissions(directory, fs::perms::owner_all | fs::perms::group_exec | fs::perms::others_exec);
  schema_ = schema_checksum(settings_.migrations_dir);
}

LocalDriver::~LocalDriver() { pool_.join(); }

Task<> LocalDriver::restore(Clock::time_point deadline) {
  const auto self = shared_from_this();
  reach_keeper();
  if (keeper_) sockets_ = keeper_->take_all();
  load_stacks();
  remove_stale_names();
  for (const auto& [slug, stack] : auto(stacks_)) {
    if (stack->record().desired == StackState::absent) co_await remove(stack);
    else stack->want(stack->record().desired);
  }
  supervisor::in_background(executor_, "template cluster", [self]() -> Task<> { co_await self->obtain_cluster_template(); self->refill(0s); });
  supervisor::in_background(executor_, "housekeeping", [self] { return self->housekeeping(); });
  supervisor::in_background(executor_, "clock", [self] { return self->clock(); });
  for (const auto& [slug, stack] : auto(stacks_)) co_await stack->until_reached(deadline);
}

void LocalDriver::load_stacks() {
  for (const auto& entry : fs::directory_iterator(settings_.stacks())) {
    try {
      const auto record = load_record(Layout{entry.path()});
      if (!record) continue;
      const auto held = sockets_.find(record->stack_id);
      add(*record)->restore(held == sockets_.end() ? -1 : held->second);
    } catch (const std::exception& e) {  // one damaged stack must not keep the others down
      log::error("stack cannot be taken up", {{"directory", entry.path().string()}, {"what", e.what()}});
    }
  }
}

/// Left by a renaming that its agent did not live to finish.
void LocalDriver::remove_stale_names() {
  std::map<std::string, std::string> names;  // by stack id
  for (const auto& [slug, stack] : stacks_) names[stack->record().stack_id] = slug;
  std::error_code ec;
  for (const auto& entry : fs::directory_iterator(settings_.tenants())) {
    const auto named = names.find(fs::read_symlink(entry.path(), ec).filename().string());
    if (named != names.end() && named->second != entry.path().filename()) fs::remove(entry.path(), ec);
  }
}

LocalDriver::StackPtr LocalDriver::add(Record record) {
  const auto slug = record.slug;
  StackPlatform platform{.settings = settings_,
                         .executor = executor_,
                         .pool = pool_,
                         .cluster_template = [this] { return obtain_cluster_template(); },
                         .schema = [this] { return schema_; },
                         .cluster_claimed = [this] { refill(2s); },
                         .keep_socket = [this](const std::string& id, int fd) { keep_socket(id, fd); }};
  return stacks_[slug] = std::make_shared<Stack>(std::move(platform), std::move(record));
}

Result<LocalDriver::StackPtr> LocalDriver::stack_for(const StackRequest& request) {
  if (!is_slug(request.slug)) return fail(Errc::invalid, "A tenant's name has 3 to 63 of a-z, 0-9 and single hyphens.", "/slug");
  if (!is_uuid(request.stack_id)) return fail(Errc::invalid, "must be a UUID", "/stack_id");
  if (const auto found = stacks_.find(request.slug); found != stacks_.end()) {
    if (found->second->record().stack_id == request.stack_id) return found->second;
    return fail(Errc::conflict, "The tenant has stack " + found->second->record().stack_id + ".", "/stack_id");
  }
  if (fs::exists(settings_.stacks() / request.stack_id / "stack.json"))
    return fail(Errc::conflict, "That stack belongs to another tenant.", "/stack_id");
  return StackPtr{};
}

Task<Result<StackStatus>> LocalDriver::ensure(Context context, StackRequest request) {
  const auto self = shared_from_this();
  if (is_ended_) co_return fail(Errc::unavailable, "The node is stopping.");
  auto found = stack_for(request);
  if (!found) co_return Failure(found.error());
  auto stack = *found;
  if (request.state == StackState::absent) {
    StackStatus gone{.slug = request.slug, .stack_id = request.stack_id};
    if (stack) gone.removed = co_await remove(stack);
    else remove_unrecorded(request.stack_id);
    co_return gone;
  }
  if (!stack) {
    const Record record{.slug = request.slug, .stack_id = request.stack_id, .desired = request.state};
    const Layout layout{settings_.stacks() / record.stack_id};
    prepare_directories(layout);
    store_service_secret(layout, request.service_secret);
    pass("provision.named");
    save_record(layout, record, supervisor::Survives::process_death);
    pass("provision.known");
    stack = add(record);
  }
  if (request.limits) stack->limit(*request.limits);
  stack->renew_secret(request.service_secret);
  stack->want(request.state);
  if (co_await stack->until_reached(context.deadline)) co_return stack->status();
  co_return fail(Errc::unavailable, std::string("The stack is not ") + boost::describe::enum_to_string(request.state, "") + " yet: " +
                                        stack->status().detail + ".");
}

Task<std::vector<std::string>> LocalDriver::remove(StackPtr stack) {
  const auto record = stack->record();
  stack->want(StackState::absent);
  co_await stack->stop_for_good();
  pass("remove.stopped");
  std::error_code ec;
  std::vector<std::string> removed;
  for (const auto& entry : fs::directory_iterator(settings_.stacks() / record.stack_id, ec)) removed.push_back(entry.path().filename().string());
  if (archive_of(settings_, record.stack_id).remove()) removed.push_back("archive");
  pass("remove.archive_removed");
  std::ranges::sort(removed);
  unlink_tenant(settings_.tenants(), record.slug, record.stack_id);
  pass("remove.unlinked");
  fs::rename(settings_.stacks() / record.stack_id, settings_.trash() / random_uuid(), ec);
  pass("remove.trashed");
  if (const auto held = sockets_.find(record.stack_id); held != sockets_.end()) {
    ::close(held->second);
    keep_socket(record.stack_id, -1);
  }
  stacks_.erase(record.slug);
  log::info("stack removed", {{"tenant", record.slug}, {"stack_id", record.stack_id}});
  co_return removed;
}

/// Of a stack that its agent died over before it was one. An ended one's directory is in the trash by now.
void LocalDriver::remove_unrecorded(const std::string& stack_id) {
  std::error_code ec;
  fs::rename(settings_.stacks() / stack_id, settings_.trash() / random_uuid(), ec);
}

Task<Result<StackStatus>> LocalDriver::rename(Context, std::string slug, std::string stack_id, std::string to) {
  const auto self = shared_from_this();
  if (!is_slug(to)) co_return fail(Errc::invalid, "A tenant's name has 3 to 63 of a-z, 0-9 and single hyphens.", "/to");
  if (const auto taken = stacks_.find(to); taken != stacks_.end()) {
    if (taken->second->record().stack_id != stack_id) co_return fail(Errc::conflict, "That name belongs to another stack.", "/to");
    co_return taken->second->status();
  }
  const auto found = stacks_.find(slug);
  if (found == stacks_.end() || found->second->record().stack_id != stack_id) co_return fail(Errc::not_found, "There is no such stack.");
  const auto stack = found->second;
  stacks_.erase(found);  // at once: nobody may take the new name, or find the old one, while it is being changed
  stacks_[to] = stack;
  co_await stack->rename(to);
  log::info("stack renamed", {{"tenant", to}, {"was", slug}});
  co_return stack->status();
}

Result<StackStatus> LocalDriver::status(const std::string& slug) const {
  const auto found = stacks_.find(slug);
  if (found == stacks_.end()) return fail(Errc::not_found, "There is no such stack.");
  return found->second->status();
}

std::vector<StackStatus> LocalDriver::all() const {
  std::vector<StackStatus> out;
  for (const auto& [slug, stack] : stacks_) out.push_back(stack->status());
  return out;
}

Result<std::vector<StackProcess>> LocalDriver::processes(const std::string& slug) const {
  const auto found = stacks_.find(slug);
  if (found == stacks_.end()) return fail(Errc::not_found, "There is no such stack.");
  return found->second->processes();
}

StackLimits LocalDriver::limits() const {
  std::string enforced_by = supervisor::ControlGroups::of_this_machine().description();
  if (!enforced_by.empty()) enforced_by += ", ";
  if (settings_.service_user) enforced_by += "an OS user per tenant, ";
  return {.enforced_by = enforced_by + "rlimits, settings",
          .open_files = static_cast<std::int64_t>(supervisor::Limits{}.open_files),
          .redis_memory_bytes = redis_memory_bytes,
          .postgres_connections = postgres_connections};
}

Task<Result<std::int64_t>> LocalDriver::stop_all(Context context) {
  const auto self = shared_from_this();
  is_ended_ = true;
  std::int64_t left = static_cast<std::int64_t>(stacks_.size());
  const auto total = left;
  const auto gone = std::make_shared<supervisor::Condition>();
  for (const auto& [slug, stack] : stacks_)
    supervisor::in_background(executor_, "stop of a stack", [stack, gone, &left]() -> Task<> {
      co_await stack->stop_for_good();
      --left;
      gone->notify();
    });
  while (left > 0)
    if (!co_await gone->wait_until(std::max(context.deadline, Clock::now() + 1s)) && left > 0) log::warn("stacks take long to stop", {{"left", std::to_string(left)}});
  if (keeper_) keeper_->quit();
  keeper_.reset();
  co_return total;
}

void LocalDriver::reach_keeper() {
  try {
    keeper_ = std::make_unique<KeeperClient>(settings_.keeper_socket());
    return;
  } catch (const std::system_error&) {
    start_keeper();
  }
}

/// One that is just dying still takes connections, and whatever is put there is gone with it.
void LocalDriver::replace_keeper() {
  const auto deadline = Clock::now() + 5s;
  for (;;) {
    try {
      reach_keeper();
      for (const auto& [stack_id, fd] : sockets_) keeper_->put(stack_id, fd);
      return;
    } catch (const std::system_error&) {
      if (Clock::now() > deadline) throw;
      std::this_thread::sleep_for(1ms);
    }
  }
}

void LocalDriver::start_keeper() {
  supervisor::spawn({.name = "keeper",
                     .argv = {settings_.agent_program, "--keeper"},
                     .env = {{"MVP_VAR_DIR", settings_.var_dir.string()}, {"MVP_LOG_LEVEL", "info"}},
                     .log_file = (settings_.var_dir / "run" / "keeper.log").string(),
                     .limits = {.open_files = 16384}});
  const auto deadline = Clock::now() + 5s;
  for (;;) {
    try {
      keeper_ = std::make_unique<KeeperClient>(settings_.keeper_socket());
      return;
    } catch (const std::system_error&) {
      if (Clock::now() > deadline) throw;
      std::this_thread::sleep_for(1ms);
    }
  }
}

/// The agent and the garages hold the socket too: a keeper that died is replaced, nothing is lost meanwhile.
void LocalDriver::keep_socket(const std::string& stack_id, int fd) {
  if (fd < 0) sockets_.erase(stack_id);
  else sockets_[stack_id] = fd;
  if (!keeper_) return;
  try {
    if (fd < 0) keeper_->drop(stack_id);
    else keeper_->put(stack_id, fd);
  } catch (const std::system_error&) {
    replace_keeper();
  }
}

Task<ClusterTemplate> LocalDriver::obtain_cluster_template() {
  while (!template_ && std::exchange(is_building_, true)) co_await template_changed_.wait_until(Clock::now() + 60s);
  if (template_) co_return *template_;
  std::exception_ptr failure;
  try {
    template_ = co_await supervisor::on_pool(pool_, [settings = settings_] { return obtain_template(settings); });
    schema_ = template_->schema;
  } catch (...) {
    failure = std::current_exception();
  }
  is_building_ = false;
  template_changed_.notify();
  if (failure) std::rethrow_exception(failure);
  co_return *template_;
}

void LocalDriver::refill(std::chrono::milliseconds delay) {
  if (!template_ || is_ended_ || std::exchange(is_refilling_, true)) return;
  supervisor::in_background(executor_, "spare clusters", [self = shared_from_this(), delay]() -> Task<> {
    const struct Done { bool& flag; ~Done() { flag = false; } } done{self->is_refilling_};
    asio::steady_timer pause(self->executor_, delay);
    co_await pause.async_wait(asio::use_awaitable);
    co_await supervisor::on_pool(self->pool_, [from = *self->template_, settings = self->settings_] {
      refill_spares(settings, from);
      return true;
    });
  });
}

Task<> LocalDriver::clock() {
  asio::steady_timer tick(executor_);
  for (;;) {
    tick.expires_after(1s);
    co_await tick.async_wait(asio::use_awaitable);
    for (const auto& [slug, stack] : stacks_) stack->look_at_clock();
  }
}

Task<> LocalDriver::housekeeping() {
  asio::steady_timer tick(executor_);
  for (;;) {
    tick.expires_after(30s);
    co_await tick.async_wait(asio::use_awaitable);
    for (const auto& [slug, stack] : stacks_) stack->rotate_logs();
    ::malloc_trim(0);  // what hundreds of stacks needed while they were awake
    co_await supervisor::on_pool(pool_, [trash = settings_.trash()] {
      std::error_code ec;
      for (const auto& entry : fs::directory_iterator(trash, ec)) fs::remove_all(entry.path(), ec);
      return true;
    });
  }
}

}  // namespace mvp::node::local
