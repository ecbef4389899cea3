#pragma once
#include <boost/describe.hpp>

#include "mvp/core/instant.hpp"
#include "mvp/pg/database.hpp"

namespace mvp::tenants {

/// Someone who runs the platform. Table: db/platform/0002_people.sql.
struct PlatformAdmin {
  std::string sub, email, granted_by;
  Instant granted_at;
};
BOOST_DESCRIBE_STRUCT(PlatformAdmin, (), (sub, email, granted_by, granted_at))

/// The only file pair that writes the platform_admins table.
class PlatformAdminRepository {
 public:
  explicit PlatformAdminRepository(pg::Database& db) : db_(db) {}

  Task<std::vector<PlatformAdmin>> list(const Context& context);
  Task<PlatformAdmin> grant(pg::Transaction& tx, std::string sub, std::string email, std::string by);
  /// @return false if they were none.
  Task<bool> revoke(pg::Transaction& tx, std::string sub);

 private:
  pg::Database& db_;
};

}  // namespace mvp::tenants
