#pragma once
#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/thread_pool.hpp>
#include <map>
#include <memory>
#include <string>

#include "drivers/local/stack.hpp"
#include "keeper/keeper.hpp"
#include "stack/driver.hpp"

namespace mvp::node::local {

/// Stacks as processes of this machine. All calls on the executor's one thread.
class LocalDriver : public StackDriver, public std::enable_shared_from_this<LocalDriver> {
 public:
  LocalDriver(Settings settings, boost::asio::any_io_executor executor);
  ~LocalDriver() override;

  /// Takes the sockets back from the keeper (or starts one), adopts what runs, starts what should, makes the template.
  Task<> restore(supervisor::Clock::time_point deadline) override;

  Task<Result<StackStatus>> ensure(Context context, StackRequest request) override;
  Task<Result<StackStatus>> rename(Context context, std::string slug, std::string stack_id, std::string to) override;
  Result<StackStatus> status(const std::string& slug) const override;
  std::vector<StackStatus> all() const override;
  Result<std::vector<StackProcess>> processes(const std::string& slug) const override;
  StackLimits limits() const override;
  Task<Result<std::int64_t>> stop_all(Context context) override;

 private:
  using StackPtr = std::shared_ptr<Stack>;

  Result<StackPtr> stack_for(const StackRequest& request);
  StackPtr add(Record record);
  Task<std::vector<std::string>> remove(StackPtr stack);
  void remove_unrecorded(const std::string& stack_id);
  void load_stacks();
  void remove_stale_names();
  void start_keeper();
  void reach_keeper();
  void replace_keeper();
  void keep_socket(const std::string& stack_id, int fd);
  Task<ClusterTemplate> obtain_cluster_template();
  /// Not at once after a claim: copying would slow the tenant down that is being made.
  void refill(std::chrono::milliseconds delay);
  Task<> housekeeping();
  Task<> clock();

  Settings settings_;
  boost::asio::any_io_executor executor_;
  boost::asio::thread_pool pool_{3};
  std::map<std::string, StackPtr> stacks_;  ///< by slug
  std::map<std::string, int> sockets_;      ///< by stack id: what the keeper is to hold
  std::unique_ptr<KeeperClient> keeper_;
  std::optional<ClusterTemplate> template_;
  std::string schema_;
  supervisor::Condition template_changed_;
  bool is_building_ = false, is_refilling_ = false, is_ended_ = false;
};

}  // namespace mvp::node::local
