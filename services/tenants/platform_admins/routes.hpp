#pragma once
#include "mvp/http/router.hpp"
#include "platform_admins/repository.hpp"

namespace mvp::tenants {

/// /api/v1/platform-admins, over the operator socket only: no token can make a platform admin.
class PlatformAdmins {
 public:
  explicit PlatformAdmins(pg::Database& db) : db_(db), repository_(db) {}

  Task<std::vector<PlatformAdmin>> list(const Context& context) { return repository_.list(context); }
  Task<Result<PlatformAdmin>> grant(const Context& context, std::string sub, std::string email);
  Task<Result<>> revoke(const Context& context, std::string sub);  ///< @return not_found.

 private:
  pg::Database& db_;
  PlatformAdminRepository repository_;
};

void mount(PlatformAdmins& admins, http::Router& router);

}  // namespace mvp::tenants
