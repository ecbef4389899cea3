#include "domain/slug.hpp"

#include <algorithm>
#include <array>

namespace mvp::tenants {
namespace {

constexpr std::array<std::string_view, 36> reserved{
    "www",     "api",    "auth",      "mail",   "smtp",   "imap",    "pop",     "ftp",      "ns1",    "ns2",  "dns",   "mx1",
    "static",  "assets", "cdn",       "status", "health", "metrics", "support", "help",     "docs",   "blog", "login", "logout",
    "account", "signup", "dashboard", "root",   "system", "operator", "platform", "catalog", "landing", "tenants", "node", "localhost"};

bool is_letter(char c) { return c >= 'a' && c <= 'z'; }
bool is_letter_or_digit(char c) { return is_letter(c) || (c >= '0' && c <= '9'); }

}  // namespace

bool is_slug(std::string_view text) {
  return text.size() >= 3 && text.size() <= 63 && is_letter(text.front()) && is_letter_or_digit(text.back()) &&
         std::ranges::all_of(text, [](char c) { return is_letter_or_digit(c) || c == '-'; }) &&
         text.find("--") == std::string_view::npos;
}

std::optional<Error> refuse_slug(const Context& context, std::string_view slug) {
  if (!is_slug(slug))
    return Error{Errc::invalid, "must be 3 to 63 lower-case letters, digits and single hyphens, and start with a letter", "/id"};
  const bool is_founding_admin = slug == "admin" && context.principal.kind == Principal::Kind::operator_;
  if (std::ranges::find(reserved, slug) != reserved.end() || (slug == "admin" && !is_founding_admin))
    return Error{Errc::invalid, "is a name the platform keeps for itself", "/id"};
  return std::nullopt;
}

}  // namespace mvp::tenants
