#pragma once
#include <CLI/CLI.hpp>
#include <functional>

#include "cli/session.hpp"

namespace mvp::cli {

/// Adds a command that runs with a session made from the global options.
using Run = std::function<void(CLI::App& command, std::function<void(const Session&)>)>;

void add_tenant_commands(CLI::App& app, const Run& run);
/// `tenant archive` and what else happens to a tenant after its founding; `tenant` is the command they belong to.
void add_tenant_changes(CLI::App& tenant, const Run& run);
void add_operation_commands(CLI::App& app, const Run& run);
void add_people_commands(CLI::App& app, const Run& run);
void add_mail_commands(CLI::App& app, const Run& run);
void add_catalog_commands(CLI::App& app, const Run& run);
void add_status_command(CLI::App& app, const Run& run);

/// Prints the items as a table, or as {"items": [...]} with --json.
void show_items(const Session& session, const json::Array& items, const std::vector<std::string>& keys, std::string_view none);
/// Prints `sentence`, or the value with --json.
void show_done(const Session& session, const json::Value& value, const std::string& sentence);

/// The whole command line. @return exit code: 0 done, 1 refused or failed, 2 wrong arguments.
int run(int argc, const char* const* argv);

}  // namespace mvp::cli
