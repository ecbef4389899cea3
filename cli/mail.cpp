#include <memory>

#include "cli/commands.hpp"
#include "cli/table.hpp"

namespace mvp::cli {
namespace {

using http::Verb;

const std::vector<std::string> states{"pending", "sent", "failed", "skipped", "recalled"};

/// Ids of all mails that can be sent after all.
std::vector<std::string> unsent(const Session& session) {
  std::vector<std::string> ids;
  for (const std::string state : {"failed", "skipped"})
    for (const auto& mail : session.items("/mails?state=" + state)) ids.push_back(cell(&mail.as_object().at("id")));
  return ids;
}

void retry(const Session& session, const std::vector<std::string>& ids) {
  json::Array done;
  for (const auto& id : ids) done.push_back(session.call(Verb::post, "/mails/" + segment(id) + "/retry"));
  const auto count = done.size();
  show_done(session, json::Object{{"items", std::move(done)}},
            count == 1 ? "1 mail is on its way again." : std::to_string(count) + " mails are on their way again.");
}

}  // namespace

void add_mail_commands(CLI::App& app, const Run& run) {
  auto& mail = *app.add_subcommand("mail", "mails that the platform sends")->require_subcommand(1);
  mail.fallthrough();
  const auto state = std::make_shared<std::string>();
  const auto ids = std::make_shared<std::vector<std::string>>();
  const auto is_all = std::make_shared<bool>(false);
  auto& list = *mail.add_subcommand("list", "mails, newest first, with what went wrong");
  list.add_option("--state", *state, "pending, sent, failed, skipped (there was no server) or recalled")->check(CLI::IsMember(states));
  run(list, [=](const Session& session) {
    show_items(session, session.items("/mails" + (state->empty() ? "" : "?state=" + *state)),
               {"id", "recipient", "kind", "state", "attempts", "created_at", "last_error"}, "There are no mails.");
  });
  auto& again = *mail.add_subcommand("retry", "send mails after all that failed or found no server");
  auto& which = *again.add_option_group("which")->require_option(1);
  which.add_option("id", *ids, "of the mails");
  which.add_flag("--all", *is_all, "everything that failed or was skipped");
  run(again, [=](const Session& session) { retry(session, *is_all ? unsent(session) : *ids); });
}

}  // namespace mvp::cli
