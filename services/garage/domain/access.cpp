#include "domain/access.hpp"

#include <array>

namespace mvp::garage {
namespace {

int rank_of(std::string_view role) {
  constexpr std::array<std::string_view, 4> ranks{"viewer", "member", "admin", "owner"};
  for (std::size_t i = 0; i < ranks.size(); ++i)
    if (ranks[i] == role) return static_cast<int>(i) + 1;
  return 0;
}

std::optional<Error> refuse_below(const Context& context, std::string_view least) {
  if (!context.principal.is_known()) return Error{Errc::unauthenticated, "Sign in first."};
  if (context.principal.role.empty())
    return Error{Errc::forbidden, "You are not a member of this garage. Ask to join on the sign-up page.", {}, "not_a_member"};
  if (rank_of(context.principal.role) >= rank_of(least)) return std::nullopt;
  return Error{Errc::forbidden, "Your role here is " + context.principal.role + "; this needs " + std::string(least) + "."};
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

}  // namespace mvp::garage
