#include "mails/templates.hpp"

#include <algorithm>
#include <stdexcept>
#include <utility>

namespace mvp::tenants {
namespace {

using Words = std::vector<std::pair<std::string_view, std::string>>;

struct Template {
  std::string_view subject, text;
};

constexpr Template signup_requested{
    "{person} would like to join {garage}",
    "{person} ({email}) has asked to join {garage} on MotoVaultPro.\n\n"
    "Let them in or turn them down here:\n{garage_url}/signups\n\n"
    "You get this mail because you run this garage. If nobody answers, the request ends after 30 days.\n"};
constexpr Template signup_approved{
    "You are in: {garage}",
    "Your request to join {garage} on MotoVaultPro was approved.\n\nOpen the garage here:\n{garage_url}/\n"};
constexpr Template signup_rejected{
    "{garage} has turned your request down",
    "Your request to join {garage} on MotoVaultPro was turned down.\n\n{reason}\n\n"
    "You may ask again after 24 hours. Better talk to the people who run the garage first.\n"};
constexpr Template invitation{
    "{inviter} invites you to {garage}",
    "{inviter} invites you to join {garage} on MotoVaultPro as {role}.\n\n"
    "Open this link and sign in with the address this mail was sent to:\n{site_url}/invitation#{token}\n\n"
    "The link works once, within 7 days. If you do not know the sender, do nothing.\n"};
constexpr Template tenant_archived{
    "{garage} will be deleted after {day}",
    "{garage} on MotoVaultPro is being closed and put away: nobody can open it any more.\n\n"
    "After {day} it may be deleted for good, with everything in it. Until then the people who run the platform can bring it back: "
    "answer them before that day if you want to keep it, or a copy of your data.\n"};

const Template& template_of(MailTemplate kind) {
  switch (kind) {
    case MailTemplate::signup_requested: return signup_requested;
    case MailTemplate::signup_approved: return signup_approved;
    case MailTemplate::signup_rejected: return signup_rejected;
    case MailTemplate::invitation: return invitation;
    case MailTemplate::tenant_archived: return tenant_archived;
  }
  throw std::logic_error("no such mail template");
}

/// What people have typed, on one line and not endless.
std::string shown(const json::Object& data, std::string_view name) {
  const auto* value = data.if_contains(name);
  if (!value || !value->is_string()) return {};
  std::string text(value->get_string());
  std::ranges::replace_if(text, [](char c) { return static_cast<unsigned char>(c) < 32 || c == 127; }, ' ');
  if (text.size() <= 500) return text;
  std::size_t end = 500;
  while ((static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) --end;
  return text.substr(0, end) + "...";
}

/// Puts the words in; what a word itself contains is never looked at again.
std::string filled(std::string_view pattern, const Words& words) {
  std::string out;
  while (!pattern.empty()) {
    const auto open = pattern.find('{');
    out += pattern.substr(0, open);
    if (open == std::string_view::npos) break;
    const auto close = pattern.find('}', open);
    const auto name = pattern.substr(open + 1, close - open - 1);
    const auto word = std::ranges::find(words, name, &Words::value_type::first);
    if (word == words.end()) throw std::logic_error("a mail template has no word for " + std::string(name));
    out += word->second;
    pattern.remove_prefix(close + 1);
  }
  return out;
}

}  // namespace

MailText mail_text(MailTemplate kind, const json::Object& data, const PublicSite& site, const InvitationTokens& tokens) {
  const auto name = shown(data, "name"), email = shown(data, "email"), garage = shown(data, "tenant_name"), reason = shown(data, "reason");
  const auto slug = shown(data, "tenant");
  const Words words{{"person", name.empty() ? email : name},
                    {"email", email},
                    {"garage", garage.empty() ? slug : garage},
                    {"garage_url", site.origin_of(slug)},
                    {"site_url", site.origin()},
                    {"reason", reason.empty() ? "No reason was given." : "The reason: " + reason},
                    {"inviter", shown(data, "invited_by")},
                    {"role", shown(data, "role")},
                    {"day", shown(data, "day")},
                    {"token", kind == MailTemplate::invitation ? tokens.of(shown(data, "invitation")) : ""}};
  const auto& chosen = template_of(kind);
  return {.subject = filled(chosen.subject, words), .text = filled(chosen.text, words)};
}

}  // namespace mvp::tenants
