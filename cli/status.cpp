#include <fmt/format.h>

#include "cli/commands.hpp"
#include "cli/table.hpp"

namespace mvp::cli {
namespace {

std::string health(const Session& session, const std::string& url, const std::string& socket = {}) {
  const auto answer = session.ask(url, socket);
  if (!answer) return "away";
  return answer->status == 200 ? "ok" : "answers " + std::to_string(answer->status);
}

json::Object services(const Session& session) {
  const auto& s = session.settings();
  return {{"tenants", health(session, "http://tenants/ready", s.operator_socket)},
          {"catalog", health(session, s.catalog_url + "/health")},
          {"landing", health(session, "http://landing/health", s.landing_socket)},
          {"node", health(session, "http://node/health", s.node_socket)}};
}

/// How many items have each value of `key`.
json::Object counts(const json::Array& items, const std::string& key) {
  json::Object out;
  for (const auto& item : items) {
    const auto value = cell(item.as_object().if_contains(key));
    out[value] = (out.contains(value) ? out[value].to_number<std::int64_t>() : 0) + 1;
  }
  return out;
}

json::Object stacks(const Session& session) {
  const auto answer = session.ask("http://node/v1/stacks", session.settings().node_socket);
  const auto body = answer && answer->status == 200 ? json::parse(answer->body) : fail(Errc::unavailable, "away");
  return body ? counts(body->as_object().at("items").as_array(), "state") : json::Object{};
}

/// What holds a tenant back from using up the machine; empty where the agent is away.
json::Object limits(const Session& session) {
  const auto answer = session.ask("http://node/v1/limits", session.settings().node_socket);
  auto body = answer && answer->status == 200 ? json::parse(answer->body) : fail(Errc::unavailable, "away");
  return body ? body->as_object() : json::Object{};
}

void print(const char* title, const json::Object& values) {
  fmt::print("{}\n", title);
  if (values.empty()) fmt::print("  none\n");
  for (const auto& entry : values) fmt::print("  {:<22}{}\n", std::string(entry.key()), cell(&entry.value()));
}

}  // namespace

void add_status_command(CLI::App& app, const Run& run) {
  run(*app.add_subcommand("status", "how the services, tenants and stacks are, and what enforces limits"), [](const Session& session) {
    const json::Object all{{"services", services(session)}, {"tenants", counts(session.items("/tenants"), "status")}, {"stacks", stacks(session)}, {"limits", limits(session)}};
    if (session.settings().is_json) return show_done(session, all, {});
    print("services", all.at("services").as_object());
    print("tenants", all.at("tenants").as_object());
    print("stacks", all.at("stacks").as_object());
    print("limits", all.at("limits").as_object());
  });
}

}  // namespace mvp::cli
