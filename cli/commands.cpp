#include "cli/commands.hpp"

#include <fmt/format.h>

#include "cli/containers.hpp"
#include "cli/table.hpp"
#include "mvp/log/log.hpp"

namespace mvp::cli {

void show_items(const Session& session, const json::Array& items, const std::vector<std::string>& keys, std::string_view none) {
  if (session.settings().is_json) fmt::print("{}\n", json::serialize(json::Object{{"items", items}}));
  else if (items.empty()) fmt::print("{}\n", none);
  else fmt::print("{}", table_of(items, keys));
}

void show_done(const Session& session, const json::Value& value, const std::string& sentence) {
  fmt::print("{}\n", session.settings().is_json ? json::serialize(value.is_null() ? json::Value(json::Object{}) : value) : sentence);
}

int run(int argc, const char* const* argv) {
  log::start("mvp", "error");
  CLI::App app("mvp: runs the MotoVaultPro platform from the machine it is on.", "mvp");
  app.set_version_flag("--version", std::string("mvp ") + MVP_VERSION);
  app.require_subcommand(1);
  app.fallthrough();
  std::string socket, var_dir, driver = "local";
  bool is_json = false;
  app.add_option("--socket", socket, "the control plane's operator socket (or MVP_OPERATOR_SOCKET)");
  app.add_option("--var", var_dir, "the platform's directory of state (or MVP_VAR_DIR; else ./var)");
  app.add_flag("--json", is_json, "answer in JSON");
  app.add_option("--driver", driver, "how the platform runs: local (bin/up) or compose (in containers, deploy/compose)")
      ->check(CLI::IsMember({"local", "compose"}))
      ->envname("MVP_DRIVER")
      ->capture_default_str();

  const Run add = [&](CLI::App& command, std::function<void(const Session&)> body) {
    command.fallthrough();
    command.callback([&, body = std::move(body)] {
      if (driver == "compose") become_in_container({argv + 1, argv + argc});
      body(Session(settings_from(var_dir, socket, is_json)));
    });
  };
  add_tenant_commands(app, add);
  add_operation_commands(app, add);
  add_people_commands(app, add);
  add_mail_commands(app, add);
  add_catalog_commands(app, add);
  add_status_command(app, add);
  try {
    app.parse(argc, argv);
    return 0;
  } catch (const CLI::Success& e) {  // --help, --version
    return app.exit(e);
  } catch (const CLI::ParseError& e) {
    app.exit(e);
    return 2;
  } catch (const std::exception& e) {
    fmt::print(stderr, "mvp: {}\n", e.what());
    return 1;
  }
}

}  // namespace mvp::cli
