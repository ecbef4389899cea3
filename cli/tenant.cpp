#include <fmt/format.h>

#include <memory>

#include "cli/commands.hpp"
#include "cli/operations.hpp"
#include "cli/table.hpp"

namespace mvp::cli {
namespace {

using http::Verb;

const std::vector<std::string> columns{"id", "name", "status", "stack", "plan", "admin_user_id", "created_at", "purge_after"};

std::string url_of(const Session& session, const std::string& slug) {
  auto url = session.settings().origin;
  return url.replace(url.find("%s"), 2, slug);
}

struct NewTenant {
  std::string id, name, plan, owner, owner_email, owner_name;

  json::Object body() const {
    json::Object out{{"id", id}};
    for (const auto& [key, value] : {std::pair("name", &name), std::pair("plan", &plan), std::pair("admin_user_id", &owner),
                                     std::pair("admin_email", &owner_email), std::pair("admin_name", &owner_name)})
      if (!value->empty()) out[key] = *value;
    return out;
  }
};

void create(const Session& session, const NewTenant& input) {
  auto change = session.call(Verb::post, "/tenants", input.body());
  follow(session, change);
  const auto url = url_of(session, input.id);
  change.as_object()["url"] = url;
  show_done(session, change, input.id + " is ready at " + url);
}

void show(const Session& session, const std::string& id) {
  const auto tenant = session.call(Verb::get, "/tenants/" + segment(id));
  if (session.settings().is_json) return show_done(session, tenant, {});
  for (const auto& entry : tenant.as_object()) fmt::print("{:<15}{}\n", std::string(entry.key()), cell(&entry.value()));
  fmt::print("{:<15}{}\n", "url", url_of(session, id));
}

}  // namespace

void add_tenant_commands(CLI::App& app, const Run& run) {
  auto& tenant = *app.add_subcommand("tenant", "tenants: their founding, state and stacks")->require_subcommand(1);
  tenant.fallthrough();
  const auto input = std::make_shared<NewTenant>();
  auto& create_command = *tenant.add_subcommand("create", "found a tenant, start its stack, wait until it answers");
  create_command.add_option("id", input->id, "slug: the subdomain")->required();
  create_command.add_option("--name", input->name, "name people see");
  create_command.add_option("--plan", input->plan, "free, standard or business");
  create_command.add_option("--owner", input->owner, "sub of its first owner, as the identity provider names them");
  create_command.add_option("--owner-email", input->owner_email, "their address");
  create_command.add_option("--owner-name", input->owner_name, "their name");
  run(create_command, [input](const Session& session) { create(session, *input); });

  const auto status = std::make_shared<std::string>();
  auto& list_command = *tenant.add_subcommand("list", "all tenants");
  list_command.add_option("--status", *status, "only those with this status");
  run(list_command, [status](const Session& session) {
    show_items(session, session.items("/tenants" + (status->empty() ? "" : "?status=" + segment(*status))), columns, "There are no tenants.");
  });

  const auto id = std::make_shared<std::string>();
  const auto reason = std::make_shared<std::string>();
  const auto one = [&](const char* name, const char* what) -> CLI::App& {
    auto& command = *tenant.add_subcommand(name, what);
    command.add_option("id", *id, "slug")->required();
    return command;
  };
  run(one("show", "one tenant"), [id](const Session& session) { show(session, *id); });
  auto& suspend = one("suspend", "close a tenant to everybody; its data stays");
  suspend.add_option("--reason", *reason, "why, for the record");
  run(suspend, [id, reason](const Session& session) {
    json::Object body;
    if (!reason->empty()) body["reason"] = *reason;
    show_done(session, session.call(Verb::post, "/tenants/" + segment(*id) + "/suspend", body), *id + " is suspended.");
  });
  run(one("resume", "open a suspended tenant again, or try a failed one again"), [id](const Session& session) {
    auto change = session.call(Verb::post, "/tenants/" + segment(*id) + "/resume");
    follow(session, change);
    show_done(session, change, *id + " is active at " + url_of(session, *id));
  });
  add_tenant_changes(tenant, run);
}

}  // namespace mvp::cli
