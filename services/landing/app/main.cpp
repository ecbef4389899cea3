#include "app/wiring.hpp"
#include "mvp/log/log.hpp"

namespace {

int serve(const mvp::config::Config& config) {
  const auto settings = mvp::landing::read_settings(config);
  mvp::log::start("mvp-landing", settings.log_level);
  mvp::http::Server server({.listen = settings.listen, .threads = settings.threads, .body_limit = 64 * 1024},
                           mvp::landing::serve_with(settings));
  server.bind();
  mvp::log::info("listening", {{"origin", settings.origin()}});
  server.run();
  mvp::log::info("stopped");
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  const mvp::config::Program program{.name = "mvp-landing",
                                     .settings = mvp::landing::setting_table(),
                                     .serve = serve,
                                     .actions = {{"--healthcheck", [](const mvp::config::Config& config) {
                                                    return mvp::http::check_health(config.list("listen"));
                                                  }}}};
  return mvp::config::run(program, argc, argv);
}
