#include <fmt/format.h>

#include "app/identity_mirror_thread.hpp"
#include "app/mail_thread.hpp"
#include "app/reconciler_thread.hpp"
#include "app/wiring.hpp"
#include "mvp/core/failpoint.hpp"
#include "mvp/log/log.hpp"
#include "mvp/pg/migrator.hpp"
#include "operations/failpoints.hpp"

namespace {

using mvp::config::Config;

int serve(const Config& config) {
  mvp::tenants::Shared shared(mvp::tenants::read_settings(config));
  const auto& settings = shared.settings;
  mvp::log::start("mvp-tenants", settings.log_level);
  mvp::set_failpoints_dir(config.text("failpoints_dir"));
  mvp::http::Server server({.listen = settings.listen, .threads = settings.threads, .body_limit = 64 * 1024, .request_timeout = std::chrono::seconds(75)},
                           mvp::tenants::serve_with(shared));
  server.bind();
  mvp::tenants::ReconcilerThread reconciler(shared);
  mvp::tenants::MailThread mails(shared);
  mvp::tenants::IdentityMirrorThread identity_mirror(shared);
  mvp::log::info("listening", {{"at", config.text("listen")}});
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

int init_keys(const Config& config) {
  mvp::oidc::ServiceTokenSigner::create_key_file(config.text("signing_key_file"));
  return 0;
}

int list_failpoints(const Config&) {
  for (const auto& name : mvp::tenants::failpoints()) fmt::print("{}\n", name);
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  const mvp::config::Program program{
      .name = "mvp-tenants",
      .settings = mvp::tenants::setting_table(),
      .serve = serve,
      .actions = {{"--migrate", migrate},
                  {"--init-keys", init_keys},
                  {"--failpoints", list_failpoints},
                  {"--healthcheck", [](const Config& config) { return mvp::http::check_health(config.list("listen")); }}}};
  return mvp::config::run(program, argc, argv);
}
