#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cstdlib>
#include <optional>
#include <stdexcept>

#include "api/stacks_api.hpp"
#include "drivers/compose/compose_driver.hpp"
#include "mvp/http/health.hpp"
#include "mvp/http/server.hpp"
#include "mvp/log/log.hpp"
#include "supervisor/background.hpp"

namespace {

using namespace mvp;
using namespace std::chrono_literals;
namespace compose = node::compose;

std::string listener_of(const std::filesystem::path& var_dir) { return "unix:" + (var_dir / "run" / "node.sock").string(); }

/// Held until this process ends: two agents would command the same projects.
void lock_var(const std::filesystem::path& var_dir) {
  std::filesystem::create_directories(var_dir / "run");
  const int fd = ::open((var_dir / "run" / "node.lock").c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  if (fd < 0 || ::flock(fd, LOCK_EX | LOCK_NB) != 0) throw std::runtime_error("another agent works in " + var_dir.string());
}

/// The driver with everything that serves it, made on the server's thread.
struct Agent {
  Agent(compose::Settings settings, boost::asio::io_context& io)
      : driver(std::make_shared<compose::ComposeDriver>(std::move(settings), io.get_executor())),
        api(*driver, [this](const Context& context) { return until_restored(context); }),
        router(node::peer_authenticator(std::nullopt)) {
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

  std::shared_ptr<compose::ComposeDriver> driver;
  supervisor::Condition restored;
  bool is_restored = false;
  node::StacksApi api;
  http::Router router;
};

int serve(const config::Config& config) {
  log::start("mvp-node", config.text("log_level"));
  const auto settings = compose::read_settings(config);
  compose::Engine(settings).probe();
  lock_var(settings.var_dir);
  ::umask(0077);
  http::Server server({.listen = {listener_of(settings.var_dir)}, .request_timeout = 200s},
                      [settings](boost::asio::io_context& io) -> http::ThreadHandler {
                        const auto agent = std::make_shared<Agent>(settings, io);
                        return [agent](http::Request request) { return agent->router.handle(std::move(request)); };
                      });
  server.bind();
  server.run();
  // The containers run on, and a command that is under way ends by itself.
  std::_Exit(0);
}

int check_health(const config::Config& config) { return http::check_health({listener_of(config.text("var_dir"))}); }

}  // namespace

int main(int argc, char** argv) {
  return config::run({.name = "mvp-node-compose", .settings = compose::settings_table(), .serve = serve, .actions = {{"--healthcheck", check_health}}},
                     argc, argv);
}
