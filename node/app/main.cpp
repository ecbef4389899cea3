#include <fmt/format.h>

#include "api/agent.hpp"
#include "app/settings.hpp"
#include "stack/failpoints.hpp"
#include "drivers/local/local_driver.hpp"
#include "keeper/keeper.hpp"
#include "mvp/config/config.hpp"
#include "mvp/http/health.hpp"
#include "mvp/log/log.hpp"

namespace {

using namespace mvp;

int serve(const config::Config& config) {
  log::start("mvp-node", config.text("log_level"));
  set_failpoints_dir(config.text("failpoints_dir"));
  const auto settings = node::local_settings(config);
  node::run_agent({.var_dir = settings.var_dir, .service_user = settings.service_user},
                  [&](auto executor) { return std::make_shared<node::local::LocalDriver>(settings, executor); });
}

int keep(const config::Config& config) {
  log::start("mvp-node-keeper", config.text("log_level"));
  return node::run_keeper(config.text("var_dir") + "/run/keeper.sock");
}

int check_health(const config::Config& config) { return http::check_health({"unix:" + node::agent_socket(config.text("var_dir"))}); }

int list_failpoints(const config::Config&) {
  for (const auto name : node::failpoints) fmt::print("{}\n", name);
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  return config::run({.name = "mvp-node",
                      .settings = node::settings_table(),
                      .serve = serve,
                      .actions = {{"--keeper", keep}, {"--healthcheck", check_health}, {"--failpoints", list_failpoints}}},
                     argc, argv);
}
