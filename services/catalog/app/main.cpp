#include <fmt/format.h>

#include "app/refresher.hpp"
#include "app/wiring.hpp"
#include "import/importer.hpp"
#include "mvp/log/log.hpp"
#include "mvp/pg/migrator.hpp"

namespace {

using mvp::config::Config;
namespace catalog = mvp::catalog;
namespace vpic_import = mvp::catalog::vpic_import;

int serve(const Config& config) {
  const auto settings = catalog::read_settings(config);
  mvp::log::start("mvp-catalog", settings.log_level);
  catalog::Catalogue catalogue;
  const catalog::Refresher refresher(catalogue, settings.database_url);
  mvp::http::Server server({.listen = settings.listen, .threads = settings.threads, .body_limit = 64 * 1024},
                           catalog::serve_with(settings, catalogue));
  server.bind();
  mvp::log::info("listening");
  server.run();
  mvp::log::info("stopped");
  return 0;
}

int migrate(const Config& config) {
  const int steps = mvp::pg::migrate(catalog::owner_url(config), mvp::pg::read_migrations(config.text("migrations_dir")));
  fmt::print(stderr, "mvp-catalog: {} migration steps applied\n", steps);
  return 0;
}

const std::string& archive_of(const Config& config) {
  const auto& archive = config.text("vpic_archive");
  if (archive.empty()) throw mvp::config::Invalid("MVP_VPIC_ARCHIVE must name the file that services/catalog/fetch_vpic.sh fetches.");
  return archive;
}

int import_vpic(const Config& config) {
  vpic_import::run(catalog::owner_url(config), archive_of(config), vpic_import::known_sources(),
                   [](const std::string& line) { fmt::print(stderr, "mvp-catalog: {}\n", line); });
  return 0;
}

int verify(const Config& config) {
  const auto differences = vpic_import::verify(config.text("database_url"), archive_of(config), vpic_import::known_sources());
  for (const auto& sentence : differences) fmt::print(stderr, "mvp-catalog: {}\n", sentence);
  if (differences.empty()) fmt::print(stderr, "mvp-catalog: the database has every row of the source\n");
  return differences.empty() ? 0 : 1;
}

}  // namespace

int main(int argc, char** argv) {
  const mvp::config::Program program{.name = "mvp-catalog",
                                     .settings = catalog::setting_table(),
                                     .serve = serve,
                                     .actions = {{"--healthcheck", [](const Config& config) { return mvp::http::check_health(config.list("listen")); }},
                                                 {"--migrate", migrate},
                                                 {"--import", import_vpic},
                                                 {"--verify", verify}}};
  return mvp::config::run(program, argc, argv);
}
