#pragma once
#include <boost/describe.hpp>
#include <functional>

#include "domain/tenant_status.hpp"
#include "mvp/http/router.hpp"
#include "mvp/pg/database.hpp"

namespace mvp::tenants {

struct MyMembership {
  std::string tenant;  ///< slug
  std::string name;    ///< of the tenant
  std::string role, state;
  TenantStatus tenant_status{};  ///< active or suspended
};
BOOST_DESCRIBE_STRUCT(MyMembership, (), (tenant, name, role, state, tenant_status))

/// GET /api/v1/me: who the caller is, where they belong, what they asked to join.
struct Me {
  pg::Database& db;
  /// The person's sign-ups, newest first, as the API shows them.
  std::function<Task<json::Value>(const Context&)> signups;
};

void mount(Me& me, http::Router& router);

}  // namespace mvp::tenants
