#include "operations/reconciler.hpp"

#include <algorithm>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/this_coro.hpp>

#include "domain/operation_shape.hpp"
#include "mvp/core/failpoint.hpp"
#include "mvp/log/log.hpp"
#include "mvp/metrics/metrics.hpp"
#include "operations/failpoints.hpp"

namespace mvp::tenants {
namespace {

using namespace std::chrono_literals;

Context context_for(std::chrono::milliseconds time) { return Context{.deadline = std::chrono::steady_clock::now() + time}; }

std::string name_of(OperationKind kind) { return boost::describe::enum_to_string(kind, "?"); }

std::size_t index_of(const std::vector<Step>& steps, const std::optional<std::string>& name) {
  if (!name) return 0;
  const auto found = std::ranges::find(steps, *name, &Step::name);
  if (found == steps.end()) throw std::logic_error("operation is at an unknown step: " + *name);
  return static_cast<std::size_t>(found - steps.begin());
}

std::string what_of(std::exception_ptr failure) {
  try {
    std::rethrow_exception(failure);
  } catch (const std::exception& e) {
    return e.what();
  }
}

}  // namespace

Task<Result<>> Reconciler::attempt(const Context& context, const Step::Half& half, const Claimed& operation) {
  try {
    co_return co_await half(context, operation);
  } catch (const std::exception& e) {
    log::warn("step failed", {{"operation", operation.id.value}, {"step", operation.step.value_or("")}, {"what", e.what()}});
  }
  co_return fail(Errc::unavailable, "Something this step needs is away.");
}

Task<bool> Reconciler::turn_back(const Context& context, Claimed& operation, std::string why) {
  log::warn("operation is undone", {{"operation", operation.id.value}, {"tenant", operation.tenant}, {"error", why}});
  operation.error = std::move(why);
  operation.is_undoing = true;
  operation.attempts = 1;
  co_return co_await repository_.save_step(context, operation);
}

/// A step that did not work: later again, or the way back. @return true to go on at once.
Task<bool> Reconciler::fall_back(const Context& context, Claimed& operation, const Step& step, Error error) {
  auto why = step.name + ": " + error.detail;
  if (!operation.is_undoing && error.code != Errc::unavailable) co_return co_await turn_back(context, operation, std::move(why));
  // Why it is undone stays on record; what hinders that is for the log.
  if (operation.is_undoing) log::warn("undoing is hindered", {{"operation", operation.id.value}, {"what", why}});
  else operation.error = std::move(why);
  const auto doublings = std::min<std::int64_t>(operation.attempts - 1, 16);
  co_await repository_.retry_later(context, operation, std::min(config_.most_delay, config_.least_delay * (1 << doublings)));
  co_return false;
}

/// The end, if the lease still holds.
Task<> Reconciler::conclude(const Context& context, Claimed& operation) {
  if (!operation.is_undoing) operation.error.reset();
  const auto state = !operation.is_undoing ? OperationState::done : operation.is_cancel_wanted ? OperationState::cancelled : OperationState::failed;
  if (!co_await repository_.finish(context, operation, state)) co_return;
  const std::string result = boost::describe::enum_to_string(state, "?");
  log::info("operation finished", {{"operation", operation.id.value}, {"tenant", operation.tenant}, {"kind", name_of(operation.kind)}, {"state", result}});
  metrics::count("operations_finished_total", "Operations that came to an end.", {{"kind", name_of(operation.kind)}, {"state", result}});
}

/// One half of one step, written down. @return true while there is more to do now.
Task<bool> Reconciler::advance(const Context& context, Claimed& operation) {
  const auto& steps = plan_.at(operation.kind);
  const auto at = index_of(steps, operation.step);
  const auto& step = steps[at];
  if (!operation.step) {
    operation.step = step.name;
    if (!co_await repository_.save_step(context, operation)) co_return false;
  }
  // A cancellation is accepted only where there is a way back, and seen here before the next step begins.
  if (!operation.is_undoing && operation.is_cancel_wanted) co_return co_await turn_back(context, operation, "It was cancelled.");
  if (!operation.is_undoing && operation.is_overdue && !shape_of(operation.kind).steps[at].is_past_return)
    co_return co_await turn_back(context, operation, operation.error.value_or(step.name + ": Took longer than it may."));
  failpoint(failpoint_of(operation.kind, step.name, operation.is_undoing, StepInstant::before));
  auto outcome = co_await attempt(context, operation.is_undoing ? step.undo : step.run, operation);
  if (!outcome) co_return co_await fall_back(context, operation, step, std::move(outcome.error()));
  failpoint(failpoint_of(operation.kind, step.name, operation.is_undoing, StepInstant::after));
  const bool is_last = operation.is_undoing ? at == 0 : at + 1 == steps.size();
  if (is_last) {
    co_await conclude(context, operation);
    co_return false;
  }
  operation.step = steps[operation.is_undoing ? at - 1 : at + 1].name;
  if (!operation.is_undoing) operation.error.reset();
  operation.attempts = 1;
  co_return co_await repository_.save_step(context, operation);
}

Task<> Reconciler::carry_out(Claimed operation) {
  const auto context = context_for(config_.lease - std::min(config_.lease / 2, 5'000ms));
  while (co_await advance(context, operation) && !is_stopping_) {}
  done_.ring();
}

Task<bool> Reconciler::run_one() {
  auto operation = co_await repository_.claim(context_for(5s), config_.lease);
  if (!operation) co_return false;
  co_await carry_out(std::move(*operation));
  co_return true;
}

void Reconciler::start(boost::asio::any_io_executor executor, Claimed operation) {
  ++running_;
  boost::asio::co_spawn(executor, carry_out(std::move(operation)), [this](std::exception_ptr failure) {
    --running_;
    if (failure) log::error("operation interrupted", {{"what", what_of(failure)}});  // its lease runs out, then it is due again
    work_.ring();
  });
}

Task<> Reconciler::wait_for_work(Bell::Listener& bell) {
  const auto due_in_ms = co_await repository_.next_due_in_ms(context_for(5s));
  co_await bell.wait(std::chrono::milliseconds(std::clamp<std::int64_t>(due_in_ms.value_or(5'000), 10, 5'000)));
}

Task<> Reconciler::run() {
  const auto executor = co_await boost::asio::this_coro::executor;
  auto bell = work_.listen(executor);
  bool is_resumed = false;
  while (!is_stopping_) {
    bool is_database_away = false;
    try {
      if (!is_resumed) co_await repository_.release_all(context_for(5s));
      is_resumed = true;
      if (running_ >= config_.parallel) {
        co_await bell.wait(1s);
      } else if (auto operation = co_await repository_.claim(context_for(5s), config_.lease)) {
        start(executor, std::move(*operation));
      } else {
        co_await wait_for_work(bell);
      }
    } catch (const std::exception& e) {
      log::warn("reconciler cannot reach its database", {{"what", e.what()}});
      is_database_away = true;
    }
    if (is_database_away) co_await bell.wait(1s);
  }
  // What a hanging peer holds up longer is left to the next process: it is written down, and its lease is taken over.
  const auto patience = std::chrono::steady_clock::now() + config_.shutdown_patience;
  while (running_ > 0 && std::chrono::steady_clock::now() < patience) co_await bell.wait(100ms);
}

void Reconciler::stop() {
  is_stopping_ = true;
  work_.ring();
}

}  // namespace mvp::tenants
