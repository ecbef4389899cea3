#include "platform_admins/repository.hpp"

namespace mvp::tenants {
namespace {

const std::string shown = "user_sub AS sub, email, granted_by, granted_at";

}  // namespace

Task<std::vector<PlatformAdmin>> PlatformAdminRepository::list(const Context& context) {
  return db_.query<PlatformAdmin>(context, "SELECT " + shown + " FROM platform_admins ORDER BY user_sub");
}

Task<PlatformAdmin> PlatformAdminRepository::grant(pg::Transaction& tx, std::string sub, std::string email, std::string by) {
  const auto rows = co_await tx.query<PlatformAdmin>(
      "INSERT INTO platform_admins (user_sub, email, granted_by) VALUES ($1, $2, $3) "
      "ON CONFLICT (user_sub) DO UPDATE SET email = excluded.email RETURNING " + shown,
      sub, email, by);
  co_return rows.front();
}

Task<bool> PlatformAdminRepository::revoke(pg::Transaction& tx, std::string sub) {
  co_return co_await tx.exec("DELETE FROM platform_admins WHERE user_sub = $1", sub) == 1;
}

}  // namespace mvp::tenants
