#include "sessions/repository.hpp"

namespace mvp::tenants {

Task<> RevokedSessionRepository::revoke(const Context& context, EndedSessions ended) {
  co_await db_.exec(context, "DELETE FROM revoked_sessions WHERE expires < now()");
  co_await db_.exec(context,
                    "INSERT INTO revoked_sessions (sub, sid) VALUES ($1, $2) "
                    "ON CONFLICT (sub, sid) DO UPDATE SET at = excluded.at, expires = excluded.expires",
                    ended.sub, ended.sid);
}

}  // namespace mvp::tenants
