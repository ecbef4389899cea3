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

/// A person's own request as they see it: who has decided it is not for them to know.
struct OwnSignup {
  SignupId id;
  std::string tenant, tenant_name;
  SignupStatus status{};
  std::optional<std::string> reason;
  Instant requested_at, expires_at;  ///< a pending one ends when nobody has decided it by then
  std::optional<Instant> decided_at;
  std::optional<Instant> may_ask_again_at;  ///< only of a rejected one
};
BOOST_DESCRIBE_STRUCT(OwnSignup, (), (id, tenant, tenant_name, status, reason, requested_at, expires_at, decided_at, may_ask_again_at))

/// What an admin makes of it.
struct Decision {
  SignupStatus status{};  ///< approved or rejected
  Role role = Role::member;
  std::optional<std::string> reason{};
};

}  // namespace mvp::tenants
