#include "mvp/mail/message.hpp"

#include <algorithm>
#include <array>
#include <chrono>
#include <ctime>

#include "encoding.hpp"

namespace mvp::mail {
namespace {

bool has_control(std::string_view text) {
  return std::ranges::any_of(text, [](char c) { return static_cast<unsigned char>(c) < 32 || c == 127; });
}

bool is_address(std::string_view text) {
  constexpr std::string_view foreign = "<>()[]\\,;:\" ";
  const auto at = text.find('@');
  return text.size() <= 254 && at != std::string_view::npos && at > 0 && at + 1 < text.size() && text.rfind('@') == at &&
         std::ranges::all_of(text, [](char c) { return c > 32 && c < 127; }) && text.find_first_of(foreign) == std::string_view::npos;
}

/// "Name" of "Name <box@example.org>", empty without one.
std::string_view name_in(std::string_view mailbox) {
  auto name = mailbox.substr(0, mailbox.find('<'));
  if (name.size() == mailbox.size()) return {};
  while (name.ends_with(' ')) name.remove_suffix(1);
  if (name.size() >= 2 && name.starts_with('"') && name.ends_with('"')) name = name.substr(1, name.size() - 2);
  return name;
}

std::string mailbox_header(std::string_view mailbox, const std::string& address) {
  const auto name = name_in(mailbox);
  if (name.empty()) return address;
  auto shown = to_header_text(name);
  if (shown == name) {
    std::erase_if(shown, [](char c) { return c == '"' || c == '\\'; });
    shown = '"' + shown + '"';
  }
  return shown + " <" + address + ">";
}

/// RFC 5322 section 3.3, in UTC; names of days and months are English whatever the locale is.
std::string date_header(Instant date) {
  constexpr std::array days{"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
  constexpr std::array months{"Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  const auto seconds = static_cast<std::time_t>(date.us / 1'000'000);
  std::tm t{};
  ::gmtime_r(&seconds, &t);
  const auto two = [](int n) { return (n < 10 ? "0" : "") + std::to_string(n); };
  return std::string(days[static_cast<std::size_t>(t.tm_wday)]) + ", " + std::to_string(t.tm_mday) + ' ' +
         months[static_cast<std::size_t>(t.tm_mon)] + ' ' + std::to_string(t.tm_year + 1900) + ' ' + two(t.tm_hour) + ':' +
         two(t.tm_min) + ':' + two(t.tm_sec) + " +0000";
}

}  // namespace

Result<std::string> address_of(std::string_view mailbox) {
  const auto open = mailbox.find('<');
  auto address = open == std::string_view::npos ? mailbox : mailbox.substr(open + 1);
  if (open != std::string_view::npos) {
    if (!address.ends_with('>')) return fail(Errc::invalid, "is no mail address");
    address.remove_suffix(1);
  }
  if (!is_address(address)) return fail(Errc::invalid, "is no mail address");
  return std::string(address);
}

Result<std::string> to_rfc5322(const Message& message) {
  for (const auto* header : {&message.id, &message.from, &message.to, &message.subject})
    if (has_control(*header)) return fail(Errc::invalid, "A mail header cannot hold a line break or another control character.");
  const auto from = address_of(message.from), to = address_of(message.to);
  if (!from) return fail(Errc::invalid, "is no mail address", "/from");
  if (!to) return fail(Errc::invalid, "is no mail address", "/to");
  if (!is_address(message.id)) return fail(Errc::invalid, "is no message id", "/id");
  return "Date: " + date_header(message.date) + "\r\nFrom: " + mailbox_header(message.from, *from) + "\r\nTo: " +
         mailbox_header(message.to, *to) + "\r\nSubject: " + to_header_text(message.subject) + "\r\nMessage-ID: <" + message.id +
         ">\r\nAuto-Submitted: auto-generated\r\nMIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\n"
         "Content-Transfer-Encoding: quoted-printable\r\n\r\n" + to_quoted_printable(message.text);
}

}  // namespace mvp::mail
