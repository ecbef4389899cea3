#include "own_sessions.hpp"

#include <algorithm>
#include <boost/describe/class.hpp>

#include "cookies.hpp"
#include "crypto.hpp"
#include "mvp/core/encoding.hpp"
#include "mvp/core/instant.hpp"
#include "mvp/http/problem.hpp"
#include "mvp/log/log.hpp"
#include "refresh_token.hpp"

namespace mvp::oidc {
namespace {

struct OwnSession {
  std::string id;
  Instant created_at, last_used_at;
  std::optional<std::string> browser, remote;
  bool is_current = false;
};
BOOST_DESCRIBE_STRUCT(OwnSession, (), (id, created_at, last_used_at, browser, remote, is_current))

struct OwnSessionList {
  std::vector<OwnSession> items;
};
BOOST_DESCRIBE_STRUCT(OwnSessionList, (), (items))

/// No secret: neither the cookie nor the key in Redis can be told from it.
std::string id_of(const std::string& session_key) { return to_hex(sha256("id of " + session_key)).substr(0, 32); }

std::string current_key(const http::Request& request) {
  const auto cookie = request.cookie(session_cookie);
  return cookie ? SessionStore::key_of(*cookie) : std::string();
}

}  // namespace

Task<http::Response> OwnSessions::list(const http::Request& request) {
  const auto current = current_key(request);
  OwnSessionList out;
  for (auto& [key, session, last_used_at] : co_await store_.list(request.context, request.context.principal.subject))
    out.items.push_back({.id = id_of(key),
                         .created_at = Instant{session.created_at_ms * 1'000},
                         .last_used_at = Instant{last_used_at * 1'000'000},
                         .browser = std::move(session.browser),
                         .remote = std::move(session.remote),
                         .is_current = key == current});
  std::ranges::sort(out.items, [](const auto& a, const auto& b) {
    return std::tie(b.is_current, b.last_used_at, b.id) < std::tie(a.is_current, a.last_used_at, a.id);
  });
  auto response = http::reply(200, Result<OwnSessionList>(std::move(out)), request.context);
  response.headers.set("Cache-Control", "no-store");
  co_return response;
}

Task<http::Response> OwnSessions::end(const http::Request& request) {
  const auto& context = request.context;
  for (auto& [key, session, last_used_at] : co_await store_.list(context, context.principal.subject)) {
    if (id_of(key) != request.param("session")) continue;
    co_await store_.erase(context, key);
    co_await revoke_refresh_token(provider_, context, std::move(session.refresh_token));
    log::write(log::Level::info, context, "session ended by its person");
    co_return http::Response{.status = 204, .body = {}, .content_type = {}};
  }
  co_return http::problem({Errc::not_found, "There is no such session of yours; it may have ended already."}, context);
}

}  // namespace mvp::oidc
