#pragma once
#include "domain/page.hpp"
#include "invitations/invitation.hpp"
#include "mvp/pg/database.hpp"

namespace mvp::tenants {

/// An invitation in a transaction, locked.
struct LockedInvitation {
  InvitationId id;
  TenantId tenant_id;
};
BOOST_DESCRIBE_STRUCT(LockedInvitation, (), (id, tenant_id))

/// The only file pair that writes the tenant_invitations table. An invitation past its time reads as expired at once,
/// whether or not that has been written down.
class InvitationRepository {
 public:
  explicit InvitationRepository(pg::Database& db) : db_(db) {}

  /// Of one tenant, newest first.
  Task<Page<Invitation>> list(const Context& context, PageRequest page, std::string slug, std::optional<InvitationState> state);
  /// True if the token is that of an open invitation to the tenant with this slug.
  Task<bool> is_open(const Context& context, std::string slug, std::string token_sha256);

  /// True if there is an open invitation of this address.
  Task<bool> is_invited(pg::Transaction& tx, TenantId tenant, std::string email);
  /// How many were made in the tenant within a day.
  Task<std::int64_t> made_within_a_day(pg::Transaction& tx, TenantId tenant);
  /// nullopt: there is an open one for the address.
  Task<std::optional<Invitation>> insert(pg::Transaction& tx, InvitationId id, TenantId tenant, std::string email, Role role,
                                         std::string token_sha256, std::string by);
  Task<std::optional<LockedInvitation>> lock(pg::Transaction& tx, InvitationId id);
  Task<std::optional<LockedInvitation>> lock_by_token(pg::Transaction& tx, std::string token_sha256);
  Task<std::optional<Invitation>> find(pg::Transaction& tx, InvitationId id);
  Task<std::optional<Invitation>> find_by_token(pg::Transaction& tx, std::string token_sha256);
  /// `accepted` or `revoked`.
  Task<Invitation> decide(pg::Transaction& tx, InvitationId id, InvitationState state, std::string by);
  /// For a tenant that is purged. @return how many there were.
  Task<std::int64_t> remove_all(pg::Transaction& tx, TenantId tenant);

 private:
  pg::Database& db_;
};

}  // namespace mvp::tenants
