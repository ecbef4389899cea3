#pragma once
#include <boost/describe.hpp>
#include <string>

#include "mvp/pg/database.hpp"

namespace mvp::tenants {

/// Sessions that the identity provider has ended: those of its session `sid` or, where that is empty, all of `sub`.
struct EndedSessions {
  std::string sub, sid;  ///< at least one is not empty
};
BOOST_DESCRIBE_STRUCT(EndedSessions, (), (sub, sid))

/// The only file pair that writes revoked_sessions. A garage reads them in its tenant's snapshot.
class RevokedSessionRepository {
 public:
  explicit RevokedSessionRepository(pg::Database& db) : db_(db) {}

  /// From now on, for as long as a session can last; forgets what is older.
  Task<> revoke(const Context& context, EndedSessions ended);

 private:
  pg::Database& db_;
};

}  // namespace mvp::tenants
