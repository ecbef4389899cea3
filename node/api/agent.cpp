#include "api/agent.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <stdexcept>
#include <system_error>

#include "api/stacks_api.hpp"
#include "mvp/http/server.hpp"
#include "mvp/log/log.hpp"
#include "supervisor/background.hpp"
#include "supervisor/condition.hpp"

namespace mvp::node {
namespace {

using namespace std::chrono_literals;

/// Held until this process ends.
void lock(const std::filesystem::path& var_dir) {
  std::filesystem::create_directories(var_dir / "run");
  const int fd = ::open((var_dir / "run" / "node.lock").c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  if (fd < 0 || ::flock(fd, LOCK_EX | LOCK_NB) != 0) throw std::runtime_error("another agent works in " + var_dir.string());
}

/// The driver with everything that serves it.
struct Agent {
  Agent(std::shared_ptr<StackDriver> stacks, std::optional<uid_t> service_user, const boost::asio::any_io_executor& executor)
      : driver(std::move(stacks)),
        api(*driver, [this](const Context& context) { return until_restored(context); }),
        router(peer_authenticator(service_user)) {
    api.mount(router);
    supervisor::in_background(executor, "restore", [this]() -> Task<> {
      co_await driver->restore(supervisor::Clock::now() + 60s);
      is_restored = true;
      restored.notify();
      log::info("ready", {{"stacks", std::to_string(driver->all().size())}});
    });
  }

  Task<bool> until_restored(const Context& context) {
    while (!is_restored)
      if (!co_await restored.wait_until(context.deadline)) break;
    co_return is_restored;
  }

  std::shared_ptr<StackDriver> driver;
  supervisor::Condition restored;
  bool is_restored = false;
  StacksApi api;
  http::Router router;
};

}  // namespace

std::string agent_socket(const std::filesystem::path& var_dir) { return (var_dir / "run" / "node.sock").string(); }

void run_agent(const AgentConfig& config, std::function<std::shared_ptr<StackDriver>(boost::asio::any_io_executor)> make_driver) {
  lock(config.var_dir);
  ::umask(0077);
  const auto socket = agent_socket(config.var_dir);
  const auto& user = config.service_user;
  http::Server server({.listen = {"unix:" + socket}, .request_timeout = config.request_timeout},
                      [&](boost::asio::io_context& io) -> http::ThreadHandler {
                        const auto agent = std::make_shared<Agent>(make_driver(io.get_executor()), user ? std::optional(user->uid) : std::nullopt,
                                                                   io.get_executor());
                        return [agent](http::Request request) { return agent->router.handle(std::move(request)); };
                      });
  server.bind();
  if (user && ::chown(socket.c_str(), user->uid, user->gid) != 0)
    throw std::system_error(errno, std::generic_category(), "cannot give the control plane access to " + socket);
  server.run();
  std::_Exit(0);
}

}  // namespace mvp::node
