#pragma once
#include "mvp/http/message.hpp"
#include "mvp/oidc/bff.hpp"
#include "session_store.hpp"

namespace mvp::oidc {

/// People see and end the sessions they have at this site: those of Context::principal, nobody else's.
/// Source: OWASP ASVS 5.0, 7.5.2.
class OwnSessions {
 public:
  OwnSessions(Provider& provider, SessionStore& store) : provider_(provider), store_(store) {}

  /// 200 {"items": [{id, created_at, last_used_at, browser, remote, is_current}]}, the latest used first.
  Task<http::Response> list(const http::Request& request);
  /// 204; 404 for any id that is not of a session of theirs.
  Task<http::Response> end(const http::Request& request);

 private:
  Provider& provider_;
  SessionStore& store_;
};

}  // namespace mvp::oidc
