#pragma once
#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/thread_pool.hpp>
#include <map>
#include <memory>
#include <string>

#include "drivers/compose/engine.hpp"
#include "stack/driver.hpp"
#include "supervisor/condition.hpp"

namespace mvp::node::compose {

/// Stacks as Compose projects, one per tenant. The engine keeps them running: the agent's death changes nothing.
/// All calls on the executor's one thread.
class ComposeDriver : public StackDriver, public std::enable_shared_from_this<ComposeDriver> {
 public:
  ComposeDriver(Settings settings, boost::asio::any_io_executor executor);
  ~ComposeDriver() override;

  Task<> restore(supervisor::Clock::time_point deadline) override;

  Task<Result<StackStatus>> ensure(Context context, StackRequest request) override;
  Result<StackStatus> status(const std::string& slug) const override;
  std::vector<StackStatus> all() const override;
  Result<std::vector<StackProcess>> processes(const std::string& slug) const override;
  StackLimits limits() const override;
  Task<Result<std::int64_t>> stop_all(Context context) override;

 private:
  struct Stack {
    Record record;
    StackState actual = StackState::absent;
    std::string awaited{};
    std::vector<StackProcess> processes{};
    bool is_driving = false;
    bool is_settled = false;        ///< the engine was told of the present wish
    bool has_new_secret = false;    ///< the backend has not read it yet
    std::vector<std::string> removed{};  ///< once it is absent
    supervisor::Condition changed{};

    bool is_reached() const { return is_settled && actual == record.desired; }
    StackStatus status() const { return {.slug = record.slug, .stack_id = record.stack_id, .state = actual, .detail = awaited}; }
  };
  using StackPtr = std::shared_ptr<Stack>;

  Result<StackPtr> stack_for(const StackRequest& request) const;
  void want(StackPtr stack, StackState state);
  Task<> drive(StackPtr stack);
  Task<> apply(StackPtr stack, StackState wanted);
  Task<bool> until_reached(StackPtr stack, supervisor::Clock::time_point deadline);
  Task<> watch();

  Settings settings_;
  Engine engine_;
  boost::asio::any_io_executor executor_;
  boost::asio::thread_pool pool_{8};  ///< commands at once: the engine does the work, they only wait
  std::map<std::string, StackPtr> stacks_;  ///< by slug
  bool is_ended_ = false;
};

}  // namespace mvp::node::compose
