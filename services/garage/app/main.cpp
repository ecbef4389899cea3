#include <fmt/format.h>

#include "app/wiring.hpp"
#include "mvp/http/activity.hpp"
#include "mvp/log/log.hpp"
#include "mvp/pg/migrator.hpp"

namespace {

using mvp::config::Config;

int serve(const Config& config) {
  const auto settings = mvp::garage::read_settings(config);
  mvp::log::start("mvp-garage", settings.log_level);
  mvp::http::Server server({.listen = settings.listen, .threads = 1, .body_limit = 10 * 1024 * 1024},
                           mvp::http::noting_activity(config.text("activity_file"), mvp::garage::serve_with(settings)));
  server.bind();
  mvp::log::info("listening", {{"tenant", settings.tenant}, {"origin", settings.origin()}});
  server.run();
  mvp::log::info("stopped");
  return 0;
}

int migrate(const Config& config) {
  const auto& owner = config.text("database_owner_url");
  const int steps = mvp::pg::migrate(owner.empty() ? config.text("database_url") : owner, mvp::pg::read_migrations(config.text("migrations_dir")));
  fmt::print("{} migrations applied\n", steps);
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  const mvp::config::Program program{
      .name = "mvp-garage", .settings = mvp::garage::setting_table(), .serve = serve, .actions = {{"--migrate", migrate}}};
  return mvp::config::run(program, argc, argv);
}
