#pragma once
#include <boost/describe.hpp>
#include <optional>
#include <string>

#include "domain/person.hpp"
#include "mvp/core/instant.hpp"

namespace mvp::tenants {

using SignupId = Id<struct SignupTag>;

BOOST_DEFINE_ENUM_CLASS(SignupStatus, pending, approved, rejected, expired, withdrawn)

/// Someone's request to join a tenant. Table tenant_signups: db/platform/0002_people.sql.
struct Signup {
  SignupId id;
  std::string tenant;  ///< slug
  std::string user_sub, user_email, user_name;
  SignupStatus status{};
  std::optional<std::string> reason;
  Instant requested_at;
  std::optional<std::string> decided_by;
  std::optional<Instant> decided_at;
};
BOOST_DESCRIBE_STRUCT(Signup, (), (id, tenant, user_sub, user_email, user_name, status, reason, requested_at, decided_by, decided_at))

/// What an admin makes of it.
struct Decision {
  SignupStatus status{};  ///< approved or rejected
  Role role = Role::member;
  std::optional<std::string> reason{};
};

}  // namespace mvp::tenants
