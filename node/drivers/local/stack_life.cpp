/// What happens to a stack between its first start and its end: sleep, archive, another name, other limits.
#include <unistd.h>

#include <filesystem>
#include <utility>

#include "drivers/local/archive.hpp"
#include "stack/failpoints.hpp"
#include "drivers/local/stack.hpp"
#include "mvp/log/log.hpp"
#include "supervisor/background.hpp"

namespace mvp::node::local {
namespace {

namespace fs = std::filesystem;
using namespace std::chrono_literals;
using supervisor::Clock;
using supervisor::Process;

}  // namespace

void Stack::limit(const PlanLimits& limits) {
  if (record_.limits == limits) return;
  record_.limits = limits;
  if (actual_ == StackState::running) join_control_groups();
  save(supervisor::Survives::power_cut);
}

/// On disk first: an agent that dies here goes on with the new name, and with a garage that has yet to learn it.
Task<> Stack::rename(std::string slug) {
  const auto self = shared_from_this();
  while (is_driving_) co_await changed_.wait_until(Clock::now() + 1s);
  const auto old = std::exchange(record_.slug, std::move(slug));
  record_.former_slug = old;
  save(supervisor::Survives::power_cut);
  pass("rename.recorded");
  const bool is_listening = actual_ != StackState::archived;
  if (is_listening) link_tenant(platform_.settings.tenants(), record_);
  pass("rename.linked");
  unlink_tenant(platform_.settings.tenants(), old, record_.stack_id);
  pass("rename.unlinked");
  if (!garage_) co_return;
  const bool is_running = garage_->state() != Process::State::stopped;
  co_await stop_garage();
  make_garage();
  if (is_running && record_.desired == StackState::running) garage_->start();
}

void Stack::look_at_clock() {
  if (is_ended_ || is_driving_) return;
  if (actual_ == StackState::hibernated && record_.desired == StackState::hibernated) {
    if (!take_due(layout_.wake_at())) return;
    log::info("stack wakes for a job", {{"tenant", record_.slug}});
    want(StackState::running);
    return;
  }
  const auto idle_after = std::chrono::seconds(record_.limits.value_or(PlanLimits{}).idle_after_s);
  if (actual_ != StackState::running || record_.desired != StackState::running || idle_after == 0s) return;
  if (idle_.idle_for(layout_.activity()) < idle_after) return;
  log::info("stack falls asleep", {{"tenant", record_.slug}});
  want(StackState::hibernated);
}

/// In this order: packed, known to be packed, then taken away. An interruption repeats what was not known to be done.
Task<> Stack::archive() {
  if (doorbell_) doorbell_->cancel();
  if (!record_.is_archived.value_or(false)) {
    await("waiting for its archive");
    co_await supervisor::on_pool(platform_.pool, [archive = archive_of(platform_.settings, record_.stack_id)] {
      archive.pack();
      return true;
    });
    record_.is_archived = true;
    save(supervisor::Survives::power_cut);
    pass("archive.recorded");
  }
  unlink_tenant(platform_.settings.tenants(), record_.slug, record_.stack_id);
  pass("archive.unlinked");
  close_socket();
  pass("archive.deaf");
  forget_processes();
  archive_of(platform_.settings, record_.stack_id).discard_packed();
  pass("archive.discarded");
  actual_ = StackState::archived;
}

Task<> Stack::restore_archive() {
  await("waiting for its data from the archive");
  prepare_directories(layout_);
  co_await supervisor::on_pool(platform_.pool, [archive = archive_of(platform_.settings, record_.stack_id)] {
    archive.unpack();
    return true;
  });
  record_.is_archived = false;
  save(supervisor::Survives::power_cut);
  pass("restore.recorded");
  archive_of(platform_.settings, record_.stack_id).remove();
  pass("restore.archive_removed");
}

/// Whichever starts next goes by the name of the record.
Task<> Stack::stop_garage() {
  if (garage_) co_await garage_->stop();
  record_.former_slug.reset();
}

void Stack::close_socket() {
  std::error_code ec;
  fs::remove(layout_.http_socket(), ec);
  if (listener_ < 0) return;
  platform_.keep_socket(record_.stack_id, -1);
  ::close(std::exchange(listener_, -1));
}

}  // namespace mvp::node::local
