#pragma once
#include <chrono>

#include "domain/page.hpp"
#include "identity_mirror/mirrored_person.hpp"
#include "mvp/pg/database.hpp"

namespace mvp::tenants {

/// Reads the queue of the identity mirror and works it off. Triggers of the database write into it, whoever changes memberships.
class IdentityMirrorRepository {
 public:
  explicit IdentityMirrorRepository(pg::Database& db) : db_(db) {}

  Task<MirrorCounts> counts(const Context& context);
  /// By `sub`; in one state, where given.
  Task<Page<MirroredPerson>> list(const Context& context, PageRequest page, std::optional<MirrorState> state);

  /// Takes whoever has been due longest. nullopt: nobody is. Due again when the lease ends.
  Task<std::optional<ClaimedPerson>> claim(const Context& context, std::chrono::seconds lease);
  /// What to tell: read after the claim, so it is never older than the version claimed.
  Task<std::vector<MirroredMembership>> memberships_of(const Context& context, std::string sub);

  /// The provider has been told; due again at once when the memberships have changed since the claim. The four below do nothing when the
  /// lease is somebody else's by now.
  Task<> mark_mirrored(const Context& context, const ClaimedPerson& person);
  /// The provider will never take it: at rest until the memberships change, which may have happened since the claim.
  Task<> give_up(const Context& context, const ClaimedPerson& person, std::string reason);
  /// Due again after `least` doubled with every attempt, `most` at most, a quarter more or less by chance.
  Task<> retry_later(const Context& context, const ClaimedPerson& person, std::chrono::seconds least, std::chrono::seconds most, std::string reason);
  /// It was not this person's fault: due at once, the attempt not counted.
  Task<> put_back(const Context& context, const ClaimedPerson& person, std::string reason);

 private:
  pg::Database& db_;
};

}  // namespace mvp::tenants
