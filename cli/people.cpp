#include <memory>

#include "cli/commands.hpp"
#include "cli/table.hpp"

namespace mvp::cli {
namespace {

using http::Verb;
using Text = std::shared_ptr<std::string>;

Text text() { return std::make_shared<std::string>(); }

void add_signups(CLI::App& app, const Run& run) {
  auto& signup = *app.add_subcommand("signup", "requests to join a tenant")->require_subcommand(1);
  signup.fallthrough();
  const auto tenant = text(), status = text(), id = text(), role = text(), reason = text();
  auto& list = *signup.add_subcommand("list", "requests, newest first");
  list.add_option("--tenant", *tenant, "only of this tenant");
  list.add_option("--status", *status, "pending, approved, rejected, expired or withdrawn");
  run(list, [=](const Session& session) {
    const auto path = (tenant->empty() ? "/signups" : "/tenants/" + segment(*tenant) + "/signups") + (status->empty() ? "" : "?status=" + segment(*status));
    show_items(session, session.items(path), {"id", "tenant", "user_email", "user_name", "status", "requested_at", "decided_by"}, "There are no sign-ups.");
  });
  auto& approve = *signup.add_subcommand("approve", "let them in");
  approve.add_option("id", *id, "of the sign-up")->required();
  approve.add_option("--role", *role, "admin, member or viewer; member unless said otherwise");
  run(approve, [=](const Session& session) {
    json::Object body;
    if (!role->empty()) body["role"] = *role;
    const auto decided = session.call(Verb::put, "/signups/" + segment(*id) + "/approve", body);
    show_done(session, decided, cell(&decided.as_object().at("user_email")) + " belongs to " + cell(&decided.as_object().at("tenant")) + " now.");
  });
  auto& reject = *signup.add_subcommand("reject", "turn them down");
  reject.add_option("id", *id, "of the sign-up")->required();
  reject.add_option("--reason", *reason, "why; they can read it");
  run(reject, [=](const Session& session) {
    json::Object body;
    if (!reason->empty()) body["reason"] = *reason;
    const auto decided = session.call(Verb::put, "/signups/" + segment(*id) + "/reject", body);
    show_done(session, decided, cell(&decided.as_object().at("user_email")) + " is turned down.");
  });
}

void add_members(CLI::App& app, const Run& run) {
  auto& member = *app.add_subcommand("member", "who belongs to a tenant")->require_subcommand(1);
  member.fallthrough();
  const auto tenant = text(), sub = text(), role = text(), email = text(), name = text();
  auto& list = *member.add_subcommand("list", "members of a tenant");
  list.add_option("tenant", *tenant, "slug")->required();
  run(list, [=](const Session& session) {
    show_items(session, session.items("/tenants/" + segment(*tenant) + "/members"), {"sub", "email", "name", "role", "state", "created_at"}, "Nobody belongs to it.");
  });
  auto& set = *member.add_subcommand("set", "make somebody a member, or change their role");
  set.add_option("tenant", *tenant, "slug")->required();
  set.add_option("sub", *sub, "as the identity provider names them: auth0|mia")->required();
  set.add_option("--role", *role, "owner, admin, member or viewer")->required()->check(CLI::IsMember({"owner", "admin", "member", "viewer"}));
  set.add_option("--email", *email, "their address");
  set.add_option("--name", *name, "their name");
  run(set, [=](const Session& session) {
    json::Object body{{"role", *role}};
    if (!email->empty()) body["email"] = *email;
    if (!name->empty()) body["name"] = *name;
    const auto done = session.call(Verb::put, "/tenants/" + segment(*tenant) + "/members/" + segment(*sub), body);
    show_done(session, done, *sub + " is " + *role + " of " + *tenant + " now.");
  });
}

void add_platform_admins(CLI::App& app, const Run& run) {
  auto& admin = *app.add_subcommand("platform-admin", "who runs the platform")->require_subcommand(1);
  admin.fallthrough();
  const auto sub = text(), email = text();
  run(*admin.add_subcommand("list", "all platform admins"), [](const Session& session) {
    show_items(session, session.items("/platform-admins"), {"sub", "email", "granted_by", "granted_at"}, "There are no platform admins.");
  });
  auto& grant = *admin.add_subcommand("grant", "make somebody a platform admin");
  grant.add_option("sub", *sub, "as the identity provider names them")->required();
  grant.add_option("--email", *email, "their address")->required();
  run(grant, [=](const Session& session) {
    const auto done = session.call(Verb::put, "/platform-admins/" + segment(*sub), json::Object{{"email", *email}});
    show_done(session, done, *sub + " is a platform admin now.");
  });
  auto& revoke = *admin.add_subcommand("revoke", "take that away");
  revoke.add_option("sub", *sub, "as the identity provider names them")->required();
  run(revoke, [=](const Session& session) {
    show_done(session, session.call(Verb::delete_, "/platform-admins/" + segment(*sub)), *sub + " is no platform admin any more.");
  });
}

}  // namespace

void add_people_commands(CLI::App& app, const Run& run) {
  add_signups(app, run);
  add_members(app, run);
  add_platform_admins(app, run);
}

}  // namespace mvp::cli
