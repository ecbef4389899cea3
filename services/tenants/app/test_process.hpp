#pragma once
// A control plane's reconciler that dies where a test says, and is followed by another one.
#include "app/lifecycle.hpp"
#include "app/test_platform.hpp"
#include "operations/reconciler.hpp"

namespace mvp::tenants {

/// A reconciler without a thread, with connections and secrets of its own: what a process loses when it dies.
class TestProcess {
 public:
  using Sabotage = std::function<void(Plan&, pg::Database&)>;

  TestProcess(boost::asio::any_io_executor executor, TestPlatform& platform, const Sabotage& sabotage = {})
      : client_(executor),
        db_(executor, pg::DatabaseConfig{.conninfo = platform.database}),
        node_(client_, platform.shared.settings.node_socket),
        lifecycle_(db_, node_),
        reconciler_(db_, plan(sabotage), platform.shared.work, platform.shared.done, {}) {}

  pg::Database& db() { return db_; }
  NodeClient& node() { return node_; }

  /// One operation, as far as it goes.
  Task<bool> run_one() { return reconciler_.run_one(); }
  Task<> work_off() {
    while (co_await reconciler_.run_one()) {}
  }

 private:
  Plan plan(const Sabotage& sabotage) {
    auto plan = lifecycle_.plan();
    if (sabotage) sabotage(plan, db_);
    return plan;
  }

  http::Client client_;
  pg::Database db_;
  NodeClient node_;
  Lifecycle lifecycle_;
  Reconciler reconciler_;
};

enum class Death { before_it, after_it };

/// The half of a step in a process that dies before it, or after it and before that was written down: the lease is void
/// then and the operation due at once, which is what the next process' start makes of it.
inline Step::Half dying(pg::Database& db, Step::Half half, Death when) {
  return [&db, half = std::move(half), when](const Context& context, const Claimed& operation) -> Task<Result<>> {
    if (when == Death::after_it)
      if (auto done = co_await half(context, operation); !done) co_return done;
    co_await db.exec(context, "UPDATE operations SET lease = NULL, next_attempt_at = now() WHERE id = $1", operation.id);
    co_return Result<>{};
  };
}

/// A step that can never work.
inline Task<Result<>> refused(const Context&, const Claimed&) { co_return fail(Errc::conflict, "can never work"); }

}  // namespace mvp::tenants
