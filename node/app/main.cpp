#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <optional>
#include <stdexcept>
#include <system_error>

#include "api/stacks_api.hpp"
#include "app/settings.hpp"
#include "drivers/local/local_driver.hpp"
#include "mvp/config/config.hpp"
#include "mvp/http/server.hpp"
#include "mvp/log/log.hpp"
#include "supervisor/background.hpp"
#include "supervisor/readiness.hpp"

namespace {

using namespace mvp;
using namespace std::chrono_literals;

std::string socket_of(const config::Config& config) { return config.text("var_dir") + "/run/node.sock"; }

/// Held until this process ends: two agents would fight over every stack.
void lock_var(const std::filesystem::path& var_dir) {
  std::filesystem::create_directories(var_dir / "run");
  const auto path = (var_dir / "run" / "node.lock").string();
  const int fd = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  if (fd < 0 || ::flock(fd, LOCK_EX | LOCK_NB) != 0) throw std::runtime_error("another mvp-node works in " + var_dir.string());
}

/// The driver with everything that serves it, made on the server's thread.
struct Agent {
  explicit Agent(node::local::Settings settings, boost::asio::io_context& io)
      : service_user(settings.service_user ? std::optional(settings.service_user->uid) : std::nullopt),
        driver(std::make_shared<node::local::LocalDriver>(std::move(settings), io.get_executor())),
        api(*driver, [this](const Context& context) { return until_restored(context); }),
        router(node::peer_authenticator(service_user)) {
    api.mount(router);
    supervisor::in_background(io.get_executor(), "restore", [this]() -> Task<> {
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

  std::optional<uid_t> service_user;
  std::shared_ptr<node::local::LocalDriver> driver;
  supervisor::Condition restored;
  bool is_restored = false;
  node::StacksApi api;
  http::Router router;
};

int serve(const config::Config& config) {
  log::start("mvp-node", config.text("log_level"));
  const auto settings = node::local_settings(config);
  lock_var(settings.var_dir);
  ::umask(0077);
  http::Server server({.listen = {"unix:" + (settings.var_dir / "run" / "node.sock").string()}, .request_timeout = 60s},
                      [settings](boost::asio::io_context& io) -> http::ThreadHandler {
                        const auto agent = std::make_shared<Agent>(settings, io);
                        return [agent](http::Request request) { return agent->router.handle(std::move(request)); };
                      });
  server.bind();
  if (const auto& user = settings.service_user)
    if (const auto socket = socket_of(config); ::chown(socket.c_str(), user->uid, user->gid) != 0)
      throw std::system_error(errno, std::generic_category(), "cannot give the control plane access to " + socket);
  server.run();
  // The stacks run on: the next agent adopts them.
  std::_Exit(0);
}

int keep(const config::Config& config) {
  log::start("mvp-node-keeper", config.text("log_level"));
  return node::run_keeper(config.text("var_dir") + "/run/keeper.sock");
}

int check_health(const config::Config& config) {
  boost::asio::io_context io;
  bool is_healthy = false;
  boost::asio::co_spawn(io, supervisor::unix_http_answers(socket_of(config), "node", "/health", 5s)(),
                        [&](std::exception_ptr, bool answer) { is_healthy = answer; });
  io.run();
  return is_healthy ? 0 : 1;
}

}  // namespace

int main(int argc, char** argv) {
  return config::run({.name = "mvp-node",
                      .settings = node::settings_table(),
                      .serve = serve,
                      .actions = {{"--keeper", keep}, {"--healthcheck", check_health}}},
                     argc, argv);
}
