#include <fmt/format.h>

#include <memory>

#include "cli/catalog_program.hpp"
#include "cli/commands.hpp"
#include "cli/metrics.hpp"
#include "cli/table.hpp"

namespace mvp::cli {
namespace {

std::string archive_or_fetched(const std::string& named) { return named.empty() ? fetched_archive() : named; }

/// What the running service says: is it there, has it a catalogue, and of which import?
json::Object service(const Session& session, const json::Value& loaded) {
  json::Object out{{"state", "away"}, {"import", nullptr}, {"serves_it", nullptr}};
  const auto ready = session.ask(session.settings().catalog_url + "/ready");
  if (!ready) return out;
  out["state"] = ready->status == 200 ? "ready" : "empty";
  const auto metrics = session.ask(session.settings().catalog_url + "/metrics");
  const auto import = metrics ? metric(metrics->body, "catalog_index_import") : std::nullopt;
  if (import) out["import"] = static_cast<std::int64_t>(*import);
  if (ready->status != 200) out["serves_it"] = false;
  else if (import && loaded.is_object()) out["serves_it"] = loaded.get_object().at("id") == out["import"];
  return out;
}

std::string sentence_of(const json::Object& service) {
  const auto& state = service.at("state").get_string();
  const auto& serves_it = service.at("serves_it");
  if (state == "away") return "away";
  if (state == "empty") return "answers, but has no catalogue yet; it looks for one every second";
  if (serves_it.is_null()) return "ready";
  return serves_it.get_bool() ? "ready, serves it" : fmt::format("ready, still serves import {}; it looks for a newer one every ten seconds", cell(&service.at("import")));
}

std::int64_t rows_of(const json::Object& counts) {
  std::int64_t rows = 0;
  for (const auto& table : counts) rows += table.value().to_number<std::int64_t>();
  return rows;
}

void print(const json::Object& status) {
  const auto line = [](const char* title, const std::string& text) { fmt::print("{:<12}{}\n", title, text); };
  if (const auto& loaded = status.at("loaded"); loaded.is_object()) {
    const auto& import = loaded.get_object();
    const auto& counts = import.at("row_counts").as_object();
    line("dataset", cell(&import.at("source")));
    line("sha256", cell(&import.at("dataset_sha256")));
    line("import", fmt::format("{}, {}", cell(&import.at("id")), cell(&import.at("imported_at"))));
    line("rows", fmt::format("{} in {} tables", rows_of(counts), counts.size()));
    if (!status.at("is_current").as_bool()) line("", "This program would load it differently, or load another one: mvp catalog import");
  } else {
    line("dataset", "none; mvp catalog import loads it");
  }
  if (const auto unfinished = status.at("unfinished_tables").to_number<std::int64_t>(); unfinished > 0)
    line("unfinished", fmt::format("{} tables of an import that runs, or that was cut short and is continued by the next one", unfinished));
  line("service", sentence_of(status.at("service").as_object()));
}

void show_status(const Session& session) {
  auto status = json::parse(output_of(catalog_program(session.settings().var_dir), "--status"));
  if (!status || !status->is_object()) throw Failed("mvp-catalog's answer is no JSON.");
  auto& object = status->get_object();
  object["service"] = service(session, object.at("loaded"));
  if (session.settings().is_json) return show_done(session, *status, {});
  print(object);
}

}  // namespace

void add_catalog_commands(CLI::App& app, const Run& run) {
  auto& catalog = *app.add_subcommand("catalog", "the vehicle catalogue's data")->require_subcommand(1);
  catalog.fallthrough();
  const auto archive = std::make_shared<std::string>();
  const auto is_forced = std::make_shared<bool>(false);
  constexpr auto about_archive = "the vPIC archive; fetched when not named";

  auto& import = *catalog.add_subcommand("import", "load the vPIC database; continues what was cut short");
  import.add_option("--archive", *archive, about_archive);
  import.add_flag("--force", *is_forced, "also when it is loaded already");
  run(import, [=](const Session& session) {
    const auto program = catalog_program(session.settings().var_dir);
    become(program, *is_forced ? "--import-anew" : "--import", archive_or_fetched(*archive));
  });
  auto& verify = *catalog.add_subcommand("verify", "compare every row with the source");
  verify.add_option("--archive", *archive, about_archive);
  run(verify, [=](const Session& session) {
    const auto program = catalog_program(session.settings().var_dir);
    become(program, "--verify", archive_or_fetched(*archive));
  });
  run(*catalog.add_subcommand("status", "what is loaded, and whether the service serves it"), show_status);
}

}  // namespace mvp::cli
