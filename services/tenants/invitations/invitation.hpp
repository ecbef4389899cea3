#pragma once
#include <boost/describe.hpp>
#include <optional>
#include <string>

#include "domain/person.hpp"
#include "mvp/core/instant.hpp"

namespace mvp::tenants {

using InvitationId = Id<struct InvitationTag>;

BOOST_DEFINE_ENUM_CLASS(InvitationState, pending, accepted, revoked, expired)

/// An admin's word that somebody may come in. Table tenant_invitations: db/platform/0006_mails_and_invitations.sql.
struct Invitation {
  InvitationId id;
  std::string tenant;  ///< slug
  std::string email;   ///< lower case
  Role role{};
  InvitationState state{};
  std::string invited_by;  ///< sub
  Instant invited_at, expires_at;
  std::optional<std::string> decided_by;  ///< sub of who accepted or revoked it
  std::optional<Instant> decided_at;
};
BOOST_DESCRIBE_STRUCT(Invitation, (), (id, tenant, email, role, state, invited_by, invited_at, expires_at, decided_by, decided_at))

/// What the holder of an invitation's token may know of it.
struct OfferedInvitation {
  std::string tenant, tenant_name;
  std::string email;  ///< whom it is for
  Role role{};
  InvitationState state{};
  std::string invited_by;  ///< their name, as the tenant's people call them
  Instant expires_at;
};
BOOST_DESCRIBE_STRUCT(OfferedInvitation, (), (tenant, tenant_name, email, role, state, invited_by, expires_at))

/// Body of POST /tenants/{tenant}/invitations.
struct InvitationInput {
  std::string email;
  std::optional<Role> role;  ///< absent: member
};
BOOST_DESCRIBE_STRUCT(InvitationInput, (), (email, role))

}  // namespace mvp::tenants
