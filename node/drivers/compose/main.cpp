#include "api/agent.hpp"
#include "drivers/compose/compose_driver.hpp"
#include "mvp/http/health.hpp"
#include "mvp/log/log.hpp"

namespace {

using namespace mvp;
using namespace std::chrono_literals;
namespace compose = node::compose;

int serve(const config::Config& config) {
  log::start("mvp-node", config.text("log_level"));
  const auto settings = compose::read_settings(config);
  compose::Engine(settings).probe();
  // A command of the engine that is under way when the agent ends goes on by itself.
  node::run_agent({.var_dir = settings.var_dir, .request_timeout = 200s},
                  [&](auto executor) { return std::make_shared<compose::ComposeDriver>(settings, executor); });
}

int check_health(const config::Config& config) { return http::check_health({"unix:" + node::agent_socket(config.text("var_dir"))}); }

}  // namespace

int main(int argc, char** argv) {
  return config::run({.name = "mvp-node-compose", .settings = compose::settings_table(), .serve = serve, .actions = {{"--healthcheck", check_health}}},
                     argc, argv);
}
