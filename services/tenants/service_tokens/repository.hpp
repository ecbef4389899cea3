#pragma once
#include <boost/describe.hpp>

#include "domain/operation.hpp"
#include "mvp/pg/database.hpp"

namespace mvp::tenants {

/// The only file pair that knows the stacks table: which stack serves a tenant, and the digest of its secret.
class StackRepository {
 public:
  explicit StackRepository(pg::Database& db) : db_(db) {}

  /// The tenant's stack, a new one if it has none. @return its id.
  Task<std::string> allocate(const Context& context, TenantId tenant);
  Task<std::optional<std::string>> find(const Context& context, TenantId tenant);
  Task<> keep_secret_digest(const Context& context, TenantId tenant, std::string sha256);
  Task<> remove(const Context& context, TenantId tenant);
  /// Digest of the secret of the tenant with this slug; empty if there is none.
  Task<std::string> secret_digest(const Context& context, std::string slug);

 private:
  pg::Database& db_;
};

}  // namespace mvp::tenants
