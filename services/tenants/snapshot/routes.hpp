#pragma once
#include <boost/describe.hpp>

#include "domain/person.hpp"
#include "mvp/http/router.hpp"
#include "mvp/pg/database.hpp"

namespace mvp::tenants {

/// The part of the plan's limits (domain/plan.hpp) that the garage sees to.
struct SnapshotLimits {
  std::int64_t requests_per_s = 0, vehicles = 0, members = 0;
};
BOOST_DESCRIBE_STRUCT(SnapshotLimits, (), (requests_per_s, vehicles, members))

struct SnapshotTenant {
  std::string id, name;
  TenantStatus status{};
  json::Object settings;
  SnapshotLimits limits;
};
BOOST_DESCRIBE_STRUCT(SnapshotTenant, (), (id, name, status, settings, limits))

struct SnapshotMember {
  std::string sub, email, name, role, state;
};
BOOST_DESCRIBE_STRUCT(SnapshotMember, (), (sub, email, name, role, state))

/// Sessions the identity provider ended: those of its session `sid` or, where that is empty, all of `sub`.
struct SnapshotRevocation {
  std::string sub, sid;
  std::int64_t at_ms;  ///< since 1970
};
BOOST_DESCRIBE_STRUCT(SnapshotRevocation, (), (sub, sid, at_ms))

/// All a tenant's stack needs to know to let people in.
struct TenantSnapshot {
  SnapshotTenant tenant;
  std::vector<SnapshotMember> members;
  std::vector<std::string> platform_admins;  ///< subs; only for the tenant `admin`
  std::vector<SnapshotRevocation> revoked_sessions;  ///< of people who may have a session there
};
BOOST_DESCRIBE_STRUCT(TenantSnapshot, (), (tenant, members, platform_admins, revoked_sessions))

/// GET /api/v1/tenants/{tenant}/snapshot with ETag, for polling; one statement, so it is of one moment.
struct Snapshots {
  pg::Database& db;
};

void mount(Snapshots& snapshots, http::Router& router);

}  // namespace mvp::tenants
