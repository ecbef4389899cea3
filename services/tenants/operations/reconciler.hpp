#pragma once
#include <boost/asio/any_io_executor.hpp>
#include <functional>

#include "operations/bell.hpp"
#include "operations/step.hpp"

namespace mvp::tenants {

struct ReconcilerConfig {
  int parallel = 8;  ///< operations at once
  std::chrono::milliseconds lease{60'000};
  std::chrono::milliseconds least_delay{100}, most_delay{10'000};  ///< between attempts of one step, doubling
  std::chrono::milliseconds shutdown_patience{5'000};  ///< for steps under way
};

/// Brings every open operation to its end: takes what is due from the database (level-triggered: nothing is lost with a
/// signal or a process), runs the steps one by one, each written down before it runs; undoes in reverse when a step can
/// never work, the deadline is past or somebody cancels. One per process, on a thread of its own.
class Reconciler {
 public:
  Reconciler(pg::Database& db, Plan plan, Bell& work, Bell& done, ReconcilerConfig config = {})
      : repository_(db), plan_(std::move(plan)), work_(work), done_(done), config_(config) {}

  /// Runs until `stop`, then returns when the steps under way are over, or patience is.
  Task<> run();
  void stop();  ///< on the reconciler's own thread

  /// Takes one due operation as far as it goes. @return false if none was due.
  Task<bool> run_one();

 private:
  Task<> carry_out(Claimed operation);
  Task<bool> advance(const Context& context, Claimed& operation);
  Task<bool> fall_back(const Context& context, Claimed& operation, const Step& step, Error error);
  Task<> conclude(const Context& context, Claimed& operation);
  Task<bool> turn_back(const Context& context, Claimed& operation, std::string why);
  Task<Result<>> attempt(const Context& context, const Step::Half& half, const Claimed& operation);
  Task<> wait_for_work(Bell::Listener& bell);
  void start(boost::asio::any_io_executor executor, Claimed operation);

  OperationRepository repository_;
  Plan plan_;
  Bell& work_;
  Bell& done_;
  ReconcilerConfig config_;
  int running_ = 0;
  bool is_stopping_ = false;
};

}  // namespace mvp::tenants
