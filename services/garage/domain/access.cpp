#include "domain/access.hpp"

#include <algorithm>
#include <array>

namespace mvp::garage {
namespace {

int rank_of(std::string_view role) {
  constexpr std::array<std::string_view, 4> ranks{"viewer", "member", "admin", "owner"};
  for (std::size_t i = 0; i < ranks.size(); ++i)
    if (ranks[i] == role) return static_cast<int>(i) + 1;
  return 0;
}

constexpr std::string_view key_mark = "key:";

std::string mark_of(KeyScope scope) { return std::string(boost::describe::enum_to_string(scope, "")) + ","; }

bool is_key(const Context& context) { return context.principal.role.starts_with(key_mark); }

std::optional<Error> refuse_below(const Context& context, std::string_view least) {
  if (!context.principal.is_known()) return Error{Errc::unauthenticated, "Sign in first."};
  if (context.principal.role.empty())
    return Error{Errc::forbidden, "You are not a member of this garage. Ask to join on the sign-up page.", {}, "not_a_member"};
  if (is_key(context)) return Error{Errc::forbidden, "API keys cannot do this. Sign in with a browser to do it.", {}, "session_only"};
  if (rank_of(context.principal.role) >= rank_of(least)) return std::nullopt;
  return Error{Errc::forbidden, "Your role here is " + context.principal.role + "; this needs " + std::string(least) + "."};
}

std::optional<Error> refuse_below(const Context& context, std::string_view least, KeyScope scope) {
  if (!is_key(context)) return refuse_below(context, least);
  if (context.principal.role.find(mark_of(scope)) != std::string::npos) return std::nullopt;
  return Error{Errc::forbidden, "This needs an API key with the scope " + std::string(boost::describe::enum_to_string(scope, "")) + ", of somebody whose role allows it.", {}, "insufficient_scope"};
}

std::optional<Error> refuse_all_but_platform_admins(const Context& context) {
  if (!context.principal.is_known()) return Error{Errc::unauthenticated, "Sign in first."};
  if (context.tenant == "admin" && context.principal.platform_admin) return std::nullopt;
  return Error{Errc::not_found, "There is nothing at this address."};
}

}  // namespace

constinit const http::Access viewer{"viewer", [](const Context& c) { return refuse_below(c, "viewer"); }};
constinit const http::Access member{"member", [](const Context& c) { return refuse_below(c, "member"); }};
constinit const http::Access admin{"admin", [](const Context& c) { return refuse_below(c, "admin"); }};
constinit const http::Access platform_admin{"platform_admin", refuse_all_but_platform_admins};

constinit const http::Access viewer_or_read_key{"viewer", [](const Context& c) { return refuse_below(c, "viewer", KeyScope::read); }};
constinit const http::Access member_or_write_key{"member", [](const Context& c) { return refuse_below(c, "member", KeyScope::write); }};
constinit const http::Access member_or_import_key{"member", [](const Context& c) { return refuse_below(c, "member", KeyScope::import); }};

std::optional<KeyScope> key_scope_of(const http::Access& access) {
  if (&access == &viewer_or_read_key) return KeyScope::read;
  if (&access == &member_or_write_key) return KeyScope::write;
  if (&access == &member_or_import_key) return KeyScope::import;
  return std::nullopt;
}

std::string role_of_key(const std::vector<KeyScope>& scopes, std::string_view role) {
  if (rank_of(role) == 0) return {};
  const auto has = [&](KeyScope scope) { return std::ranges::find(scopes, scope) != scopes.end(); };
  const bool may_write = rank_of(role) >= rank_of("member");
  std::string out(key_mark);
  if (has(KeyScope::read) || has(KeyScope::write)) out += mark_of(KeyScope::read);
  if (has(KeyScope::write) && may_write) out += mark_of(KeyScope::write);
  if (has(KeyScope::import) && may_write) out += mark_of(KeyScope::import);
  return out;
}

}  // namespace mvp::garage
