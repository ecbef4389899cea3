#include <memory>

#include "cli/commands.hpp"
#include "cli/operations.hpp"
#include "cli/table.hpp"

namespace mvp::cli {
namespace {

using http::Verb;

/// What is asked for, as the command line names it.
struct Change {
  std::string id{}, to{}, plan{}, confirm{};
  bool is_waiting = false, is_active = false, is_forced = false;
};

/// The day of a point in time; a dash for none.
std::string day_of(const json::Value& tenant, const char* key) { return cell(tenant.as_object().if_contains(key)).substr(0, 10); }

/// Starts it; with --wait follows it and says what is done, else how to look after it.
void change(const Session& session, const Change& wanted, const std::string& path, const json::Object& body, const std::string& doing,
            const std::function<std::string(const json::Value& tenant)>& done) {
  auto started = session.call(Verb::post, "/tenants/" + segment(wanted.id) + '/' + path, body);
  if (wanted.is_waiting) {
    follow(session, started);
    return show_done(session, started, done(started.as_object().at("tenant")));
  }
  const auto operation = cell(&started.as_object().at("operation").as_object().at("id"));
  show_done(session, started, wanted.id + " is being " + doing + ": mvp operation show " + operation);
}

}  // namespace

void add_tenant_changes(CLI::App& tenant, const Run& run) {
  const auto wanted = std::make_shared<Change>();
  const auto one = [&](const char* name, const char* what) -> CLI::App& {
    auto& command = *tenant.add_subcommand(name, what);
    command.add_option("id", wanted->id, "slug")->required();
    command.add_flag("--wait", wanted->is_waiting, "until it is done");
    return command;
  };
  run(one("archive", "pack a suspended tenant away; its owners hear the day from which it may be purged"), [wanted](const Session& session) {
    change(session, *wanted, "archive", {}, "archived",
           [wanted](const json::Value& shown) { return wanted->id + " is archived. It may be purged from " + day_of(shown, "purge_after") + " on."; });
  });
  auto& restore = one("restore", "bring an archived tenant back, suspended as it was");
  restore.add_flag("--active", wanted->is_active, "and open it to its people at once");
  run(restore, [wanted](const Session& session) {
    change(session, *wanted, "restore", {{"to", wanted->is_active ? "active" : "suspended"}}, "restored",
           [wanted](const json::Value& shown) { return wanted->id + " is back and " + cell(&shown.as_object().at("status")) + "."; });
  });
  auto& purge = one("purge", "delete an archived tenant for good; nothing brings it back");
  purge.add_option("--confirm", wanted->confirm, "its slug once more")->required();
  purge.add_flag("--force", wanted->is_forced, "before its day");
  run(purge, [wanted](const Session& session) {
    json::Object body{{"confirm", wanted->confirm}};
    if (wanted->is_forced) body["force"] = true;
    change(session, *wanted, "purge", body, "purged",
           [wanted](const json::Value&) { return wanted->id + " is purged. What was removed is in its last operation: mvp operation list --tenant " + wanted->id; });
  });
  auto& rename = one("rename", "give a tenant another slug; the old one answers nothing from then on");
  rename.add_option("to", wanted->to, "new slug")->required();
  run(rename, [wanted](const Session& session) {
    change(session, *wanted, "rename", {{"to", wanted->to}}, "renamed to " + wanted->to,
           [wanted](const json::Value&) { return wanted->id + " is " + wanted->to + " now. Its people sign in anew there."; });
  });
  auto& plan = one("plan", "move a tenant to another plan");
  plan.add_option("plan", wanted->plan, "free, standard or business")->required();
  run(plan, [wanted](const Session& session) {
    change(session, *wanted, "plan", {{"plan", wanted->plan}}, "moved to the plan " + wanted->plan,
           [wanted](const json::Value&) { return wanted->id + " has the plan " + wanted->plan + " now."; });
  });
  run(one("hibernate", "put a tenant's stack to sleep; the first request wakes it"), [wanted](const Session& session) {
    change(session, *wanted, "hibernate", {}, "put to sleep", [wanted](const json::Value&) { return wanted->id + " sleeps."; });
  });
  run(one("wake", "wake a tenant's stack"), [wanted](const Session& session) {
    change(session, *wanted, "wake", {}, "woken", [wanted](const json::Value&) { return wanted->id + " is awake."; });
  });
}

}  // namespace mvp::cli
