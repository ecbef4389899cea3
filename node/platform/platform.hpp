#pragma once
#include <boost/asio/io_context.hpp>
#include <boost/asio/thread_pool.hpp>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "platform/programs.hpp"
#include "supervisor/background.hpp"

namespace mvp::platform {

/// The shared processes of one platform, started in the order they need each other and kept alive. Survived by them:
/// when this process is killed, they run on, and the next one adopts them by the identities in var/run/platform.json.
class Platform {
 public:
  Platform(boost::asio::io_context& io, Settings settings);

  /// Everything up and var/platform.json written. @throws std::runtime_error saying what did not start.
  Task<> start();
  /// Everything down in reverse order, the tenants' stacks first.
  Task<> stop();

 private:
  using Process = supervisor::Process;

  Task<> launch(Program program);
  Task<> prepare(std::string what, void (*work)(const Settings&));
  void on_event(const Process& process, Process::Event event, const std::string& detail);
  Task<> stop_stacks();
  void remember();
  void write_summary() const;

  boost::asio::io_context& io_;
  Settings settings_;
  boost::asio::thread_pool pool_{1};
  std::map<std::string, supervisor::Identity> survivors_{};
  std::vector<std::shared_ptr<Process>> processes_{};
  std::map<std::string, std::string> where_{};
  std::map<std::string, supervisor::Clock::time_point> started_at_{};
  bool is_stopping_ = false;
};

}  // namespace mvp::platform
