#pragma once
#include <boost/describe/class.hpp>
#include <optional>
#include <string>

namespace mvp::garage {

/// Body of PUT /api/members/{sub}: all that a garage may change of a member. `state` absent stays as it is.
struct MemberChange {
  std::string role;
  std::optional<std::string> state;
};
BOOST_DESCRIBE_STRUCT(MemberChange, (), (role, state))

/// Body of POST /api/invitations; `role` absent is member.
struct InvitationInput {
  std::string email;
  std::optional<std::string> role;
};
BOOST_DESCRIBE_STRUCT(InvitationInput, (), (email, role))

}  // namespace mvp::garage
