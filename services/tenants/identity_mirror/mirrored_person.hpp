#pragma once
#include <boost/describe.hpp>
#include <optional>
#include <string>

#include "domain/person.hpp"
#include "mvp/core/instant.hpp"

namespace mvp::tenants {

BOOST_DEFINE_ENUM_CLASS(MirrorState, waiting, mirrored, failed)

/// How far the identity provider knows somebody's memberships. Table identity_mirror: db/platform/0008_identity_mirror.sql.
struct MirroredPerson {
  std::string sub;
  MirrorState state{};
  std::int64_t attempts = 0;  ///< since the memberships changed last
  std::optional<Instant> next_attempt_at;  ///< only while waiting
  std::optional<std::string> last_error;
  Instant changed_at;
  std::optional<Instant> mirrored_at;  ///< the last success, of an older state too
};
BOOST_DESCRIBE_STRUCT(MirroredPerson, (), (sub, state, attempts, next_attempt_at, last_error, changed_at, mirrored_at))

/// Everybody who ever had a membership, counted.
struct MirrorCounts {
  std::int64_t waiting = 0, mirrored = 0, failed = 0;
  std::optional<Instant> last_success_at;
};
BOOST_DESCRIBE_STRUCT(MirrorCounts, (), (waiting, mirrored, failed, last_success_at))

/// Whom this process is to tell the provider of, and no other for as long as the lease runs.
struct ClaimedPerson {
  std::string sub, lease;
  std::int64_t version = 0;   ///< of the memberships when claimed
  std::int64_t attempts = 0;  ///< this one counted
};
BOOST_DESCRIBE_STRUCT(ClaimedPerson, (), (sub, lease, version, attempts))

/// One active membership, as it is mirrored.
struct MirroredMembership {
  std::string slug;
  Role role{};
};
BOOST_DESCRIBE_STRUCT(MirroredMembership, (), (slug, role))

}  // namespace mvp::tenants
