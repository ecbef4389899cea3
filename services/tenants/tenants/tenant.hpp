#pragma once
#include <boost/describe.hpp>
#include <optional>
#include <string>

#include "domain/operation.hpp"
#include "domain/plan.hpp"
#include "domain/tenant_status.hpp"

namespace mvp::tenants {

/// A tenant as the API shows it. Table: db/platform/0001_tenants.sql.
struct Tenant {
  std::string id;  ///< slug
  std::string name;
  std::string subdomain;
  TenantStatus status{};
  StackState stack{};
  std::string plan;
  Limits limits;  ///< its plan's
  std::optional<std::string> admin_user_id;  ///< OIDC sub of the first owner
  json::Object settings;
  std::int64_t version = 0;  ///< the ETag; counts every change
  Instant created_at, updated_at;
  std::optional<Instant> archived_at, purge_after;  ///< while it is archived; from purge_after on it may be purged
};
BOOST_DESCRIBE_STRUCT(Tenant, (), (id, name, subdomain, status, stack, plan, limits, admin_user_id, settings, version, created_at, updated_at,
                                   archived_at, purge_after))

/// Body of POST /tenants.
struct TenantInput {
  std::string id;
  std::optional<std::string> name, plan, admin_user_id, admin_email, admin_name;
  std::optional<json::Object> settings;
};
BOOST_DESCRIBE_STRUCT(TenantInput, (), (id, name, plan, admin_user_id, admin_email, admin_name, settings))

/// Body of PUT /tenants/{tenant}; what is absent stays.
struct TenantEdit {
  std::optional<std::string> name;
  std::optional<json::Object> settings;
};
BOOST_DESCRIBE_STRUCT(TenantEdit, (), (name, settings))

/// What a change of state is answered with.
struct TenantChange {
  Tenant tenant;
  Operation operation;
};
BOOST_DESCRIBE_STRUCT(TenantChange, (), (tenant, operation))

/// What the public site may know.
struct PublicTenant {
  std::string id, name;
  bool accepts_signups = false;
};
BOOST_DESCRIBE_STRUCT(PublicTenant, (), (id, name, accepts_signups))

}  // namespace mvp::tenants
