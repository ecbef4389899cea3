#pragma once
#include <functional>

#include "domain/invitation_token.hpp"
#include "invitations/repository.hpp"

namespace mvp::tenants {

/// What invitations need of tenants, memberships and sign-ups; the app supplies it. All in the invitation's transaction.
struct InvitationDesk {
  std::function<Task<std::optional<TenantFacts>>(pg::Transaction&, std::string slug)> find_tenant;
  std::function<Task<std::string>(pg::Transaction&, TenantId, std::string sub)> role_of;
  std::function<Task<bool>(pg::Transaction&, TenantId, std::string email)> has_member;
  std::function<Task<bool>(pg::Transaction&, TenantId, std::string sub)> is_member;
  std::function<Task<>(pg::Transaction&, TenantId, const NewMember&)> admit;
  /// Keeps a place for one more until the commit. @return conflict when the plan allows no more members.
  std::function<Task<Result<>>(pg::Transaction&, const TenantFacts&)> keep_place;
  /// How the tenant's people call whoever has this sub.
  std::function<Task<std::string>(pg::Transaction&, TenantId, std::string sub)> name_of;
  /// Closes the caller's own pending request to join that tenant, if there is one; nobody can decide it any more.
  std::function<Task<>(pg::Transaction&, const Context&, TenantId)> close_request;
};

/// Invitations by mail: one open one per address, seven days, one use, revocable, never to more than the inviter is.
class Invitations {
 public:
  Invitations(pg::Database& db, const InvitationTokens& tokens, InvitationDesk desk)
      : db_(db), repository_(db), tokens_(tokens), desk_(std::move(desk)) {}

  /// Into Context::tenant; owes the mail with the link.
  /// @return invalid, forbidden (a role above one's own), conflict (a member, or invited already), too_many, not_found.
  Task<Result<Invitation>> invite(const Context& context, InvitationInput input);
  Task<Page<Invitation>> list(const Context& context, PageRequest page, std::optional<InvitationState> state) {
    return repository_.list(context, std::move(page), context.tenant, state);
  }
  /// A mail that was not sent yet stays unsent. @return not_found, forbidden (an owner's, for admins), conflict.
  Task<Result<>> revoke(const Context& context, InvitationId id);
  /// For whoever holds the token, used or not. @return not_found, also while the tenant is not active.
  Task<Result<OfferedInvitation>> look_up(const Context& context, std::string token);
  /// Makes the caller a member in the same transaction; their pending request to join counts as withdrawn then, for
  /// nobody has decided it and nobody has to.
  /// @return not_found, forbidden (kinds "other_address", "email_unverified"), conflict (kinds "invitation_used",
  /// "invitation_revoked", "invitation_expired", "already_member").
  Task<Result<Invitation>> accept(const Context& context, std::string token);

  /// For the look-up of unlisted tenants.
  Task<bool> is_invited(const Context& context, std::string slug, std::string token);
  Task<bool> is_invited(pg::Transaction& tx, TenantId tenant, const Principal& person);

 private:
  Task<Result<Invitation>> accept_in(pg::Transaction& tx, const Context& context, const std::string& token);

  pg::Database& db_;
  InvitationRepository repository_;
  const InvitationTokens& tokens_;
  InvitationDesk desk_;
};

}  // namespace mvp::tenants
