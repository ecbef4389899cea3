#pragma once
#include <boost/describe.hpp>
#include <optional>
#include <string>

#include "domain/person.hpp"
#include "mvp/core/instant.hpp"

namespace mvp::tenants {

BOOST_DEFINE_ENUM_CLASS(MemberState, active, suspended)

/// A person's part in a tenant. Table: db/platform/0002_people.sql.
struct Member {
  std::string sub, email, name;
  Role role{};
  MemberState state{};
  std::int64_t version = 0;
  Instant created_at;
};
BOOST_DESCRIBE_STRUCT(Member, (), (sub, email, name, role, state, version, created_at))

/// Body of PUT /tenants/{tenant}/members/{sub}; what is absent stays, `state` of a new member is active.
struct MemberInput {
  std::optional<std::string> email, name;
  Role role{};
  std::optional<MemberState> state;
};
BOOST_DESCRIBE_STRUCT(MemberInput, (), (email, name, role, state))

/// A person's standing where a request goes to.
struct Standing {
  std::string role;  ///< in the tenant asked about; empty without an active membership
  bool is_platform_admin = false;
  bool is_tenant_known = false;  ///< there is a tenant with that slug
};
BOOST_DESCRIBE_STRUCT(Standing, (), (role, is_platform_admin, is_tenant_known))

}  // namespace mvp::tenants
