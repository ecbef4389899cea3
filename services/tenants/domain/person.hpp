#pragma once
#include <boost/describe.hpp>
#include <string>

#include "domain/operation.hpp"
#include "domain/signup_policy.hpp"
#include "domain/tenant_status.hpp"

namespace mvp::tenants {

BOOST_DEFINE_ENUM_CLASS(Role, owner, admin, member, viewer)

/// Someone who becomes a member.
struct NewMember {
  std::string sub, email, name;
  Role role = Role::member;
};

/// Somebody to write to.
struct Contact {
  std::string sub, email;
};
BOOST_DESCRIBE_STRUCT(Contact, (), (sub, email))

/// What other slices need to know of a tenant.
struct TenantFacts {
  TenantId uuid;
  std::string slug, name, plan;
  TenantStatus status{};
  json::Object settings;
};
BOOST_DESCRIBE_STRUCT(TenantFacts, (), (uuid, slug, name, plan, status, settings))

}  // namespace mvp::tenants
