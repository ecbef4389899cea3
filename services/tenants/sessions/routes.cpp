#include "sessions/routes.hpp"

#include "domain/access.hpp"
#include "mvp/log/log.hpp"

namespace mvp::tenants {
namespace {

constexpr std::size_t longest = 255;

std::optional<Error> flaw_of(const EndedSessions& ended) {
  if (ended.sub.size() > longest) return Error{Errc::invalid, "is too long", "/sub"};
  if (ended.sid.size() > longest) return Error{Errc::invalid, "is too long", "/sid"};
  if (ended.sub.empty() && ended.sid.empty()) return Error{Errc::invalid, "Say whose session ended, or which.", "/sub"};
  return std::nullopt;
}

Task<http::Response> revoke(Sessions& sessions, const http::Request& request) {
  const auto ended = http::body_as<EndedSessions>(request);
  if (!ended) co_return http::problem(ended.error(), request.context);
  if (const auto flaw = flaw_of(*ended)) co_return http::problem(*flaw, request.context);
  co_await sessions.revoked.revoke(request.context, *ended);
  log::write(log::Level::info, request.context, "sessions revoked", {{"sub", ended->sub}});
  co_return http::reply(204, Result<>{}, request.context);
}

constexpr http::Route<Sessions> routes[] = {{http::Verb::post, "/api/v1/revoked-sessions", landing_service, revoke}};

}  // namespace

void mount(Sessions& sessions, http::Router& router) { router.mount(sessions, routes); }

}  // namespace mvp::tenants
