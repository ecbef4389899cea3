#include "cli/operations.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <memory>

#include "cli/commands.hpp"
#include "cli/table.hpp"

namespace mvp::cli {
namespace {

using http::Verb;

const std::vector<std::string> columns{"id", "tenant", "kind", "state", "step", "attempts", "error", "requested_by", "created_at"};

/// Says on the terminal what an operation is doing while it is.
void report(const json::Object& operation) {
  if (::isatty(STDERR_FILENO)) fmt::print(stderr, "\r\x1b[K{}: {} ...", cell(&operation.at("tenant")), cell(&operation.at("step")));
}

json::Value end_of(const Session& session, json::Value operation) {
  while (operation.as_object().at("finished_at").is_null()) {
    report(operation.as_object());
    ::usleep(100'000);
    operation = session.call(Verb::get, "/operations/" + cell(&operation.as_object().at("id")));
  }
  if (::isatty(STDERR_FILENO)) fmt::print(stderr, "\r\x1b[K");
  return operation;
}

void show(const Session& session, const std::string& id) {
  const auto operation = session.call(Verb::get, "/operations/" + segment(id));
  if (session.settings().is_json) return show_done(session, operation, {});
  for (const auto& entry : operation.as_object()) fmt::print("{:<18}{}\n", std::string(entry.key()), cell(&entry.value()));
}

void cancel(const Session& session, const std::string& id, bool is_waiting) {
  auto operation = session.call(Verb::post, "/operations/" + segment(id) + "/cancel");
  if (is_waiting) operation = end_of(session, std::move(operation));
  const auto state = cell(&operation.as_object().at("state"));
  show_done(session, operation,
            state == "cancelled" ? "The operation is undone." : "The operation is being undone: mvp operation show " + cell(&operation.as_object().at("id")));
}

}  // namespace

void follow(const Session& session, json::Value& change) {
  auto operation = end_of(session, change.as_object().at("operation"));
  if (operation.as_object().at("state") != "done")
    throw Failed("The operation " + cell(&operation.as_object().at("state")) + ": " + cell(&operation.as_object().at("error")));
  change.as_object()["tenant"] = session.call(Verb::get, "/tenants/" + cell(&operation.as_object().at("tenant")));
  change.as_object()["operation"] = std::move(operation);
}

void add_operation_commands(CLI::App& app, const Run& run) {
  auto& operation = *app.add_subcommand("operation", "what is being done to tenants, and taking it back")->require_subcommand(1);
  operation.fallthrough();
  const auto tenant = std::make_shared<std::string>(), id = std::make_shared<std::string>();
  const auto is_waiting = std::make_shared<bool>(false);
  auto& list = *operation.add_subcommand("list", "operations, newest first");
  list.add_option("--tenant", *tenant, "only of this tenant");
  run(list, [tenant](const Session& session) {
    show_items(session, session.items("/operations" + (tenant->empty() ? "" : "?tenant=" + segment(*tenant))), columns, "There are no operations.");
  });
  auto& one = *operation.add_subcommand("show", "one operation: its step, its error, its result");
  one.add_option("id", *id, "of the operation")->required();
  run(one, [id](const Session& session) { show(session, *id); });
  auto& back = *operation.add_subcommand("cancel", "undo an operation that has not passed its point of return");
  back.add_option("id", *id, "of the operation")->required();
  back.add_flag("--wait", *is_waiting, "until it is undone");
  run(back, [id, is_waiting](const Session& session) { cancel(session, *id, *is_waiting); });
}

}  // namespace mvp::cli
