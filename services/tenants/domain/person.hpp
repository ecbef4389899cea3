#pragma once
#include <boost/describe.hpp>
#include <string>

#include "domain/operation.hpp"
#include "domain/tenant_status.hpp"

namespace mvp::tenants {

BOOST_DEFINE_ENUM_CLASS(Role, owner, admin, member, viewer)

/// Someone who becomes a member.
struct NewMember {
  std::string sub, email, name;
  Role role = Role::member;
};

/// What other slices need to know of a tenant.
struct TenantFacts {
  TenantId uuid;
  std::string slug;
  TenantStatus status{};
  bool accepts_signups = false;
};
BOOST_DESCRIBE_STRUCT(TenantFacts, (), (uuid, slug, status, accepts_signups))

}  // namespace mvp::tenants
