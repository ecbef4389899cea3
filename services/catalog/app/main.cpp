#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>

#include "app/refresher.hpp"
#include "app/wiring.hpp"
#include "import/importer.hpp"
#include "import/loaded.hpp"
#include "import/terminal.hpp"
#include "import/verifier.hpp"
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
  catalog::vehicles::Directories directories(catalogue);
  const catalog::Refresher refresher(catalogue, settings.database_url, [&directories] { directories.current(); });
  mvp::http::Server server({.listen = settings.listen, .threads = settings.threads, .body_limit = 64 * 1024},
                           catalog::serve_with(settings, catalogue, directories));
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

int import_vpic(const Config& config, bool is_forced) {
  vpic_import::Terminal terminal(STDERR_FILENO, "mvp-catalog: ");
  try {
    vpic_import::run(catalog::owner_url(config), archive_of(config), vpic_import::known_sources(), terminal.watcher(), {.is_forced = is_forced});
  } catch (const mvp::pg::Unavailable& e) {
    throw std::runtime_error(fmt::format("The database is away ({}). Tables that were finished are kept: the next import continues with them.", e.what()));
  }
  return 0;
}

int verify(const Config& config) {
  std::vector<vpic_import::Comparison> tables;
  {
    vpic_import::Terminal terminal(STDERR_FILENO, "mvp-catalog: ");
    tables = vpic_import::compare(config.text("database_url"), archive_of(config), vpic_import::known_sources(), terminal.watcher());
  }
  fmt::print("{}", vpic_import::report_of(tables));
  return std::ranges::all_of(tables, &vpic_import::Comparison::is_equal) ? 0 : 1;
}

int show_status(const Config& config) {
  fmt::print("{}\n", mvp::json::encode(vpic_import::status(catalog::owner_url(config))));
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  const mvp::config::Program program{.name = "mvp-catalog",
                                     .settings = catalog::setting_table(),
                                     .serve = serve,
                                     .actions = {{"--healthcheck", [](const Config& config) { return mvp::http::check_health(config.list("listen")); }},
                                                 {"--migrate", migrate},
                                                 {"--import", [](const Config& config) { return import_vpic(config, false); }},
                                                 {"--import-anew", [](const Config& config) { return import_vpic(config, true); }},
                                                 {"--verify", verify},
                                                 {"--status", show_status}}};
  return mvp::config::run(program, argc, argv);
}
