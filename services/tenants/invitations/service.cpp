#include "invitations/service.hpp"

#include "domain/access.hpp"
#include "domain/audit_trail.hpp"
#include "domain/digest.hpp"
#include "domain/mail_address.hpp"
#include "domain/outbox.hpp"

namespace mvp::tenants {
namespace {

constexpr std::int64_t most_a_day = 50;

Error no_such_invitation() { return {Errc::not_found, "There is no such invitation."}; }

std::string mail_key(const InvitationId& id) { return "invitation:" + id.value; }

/// Enumerators stand in order of power, owner first.
bool may_give(const Principal& inviter, std::string_view own_role, Role role) {
  Role own{};
  if (inviter.platform_admin) return true;
  return boost::describe::enum_from_string(std::string(own_role).c_str(), own) && own <= Role::admin && role >= own;
}

/// Why an invitation that is not open any more lets nobody in.
Error decided_already(InvitationState state) {
  switch (state) {
    case InvitationState::accepted: return {Errc::conflict, "This invitation has been used already.", {}, "invitation_used"};
    case InvitationState::revoked: return {Errc::conflict, "This invitation has been withdrawn.", {}, "invitation_revoked"};
    case InvitationState::expired: return {Errc::conflict, "This invitation has expired. Ask for a new one.", {}, "invitation_expired"};
    case InvitationState::pending: break;
  }
  return {Errc::conflict, "This invitation is open."};
}

std::string shown_name(const Principal& person) {
  if (!person.name.empty()) return person.name;
  return person.email.empty() ? "A platform admin" : person.email;
}

}  // namespace

Task<Result<Invitation>> Invitations::invite(const Context& context, InvitationInput input) {
  const auto email = mail_address(input.email);
  if (!email) co_return fail(Errc::invalid, "must be a mail address", "/email");
  const auto role = input.role.value_or(Role::member);
  co_return co_await db_.transaction(context, [&](pg::Transaction& tx) -> Task<Result<Invitation>> {
    const auto tenant = co_await desk_.find_tenant(tx, context.tenant);
    if (!tenant || tenant->status != TenantStatus::active) co_return Failure(no_such_tenant());
    const auto own_role = co_await desk_.role_of(tx, tenant->uuid, context.principal.subject);
    if (!may_give(context.principal, own_role, role)) co_return fail(Errc::forbidden, "You cannot invite anybody to a role above your own.", "/role");
    if (co_await desk_.has_member(tx, tenant->uuid, *email)) co_return fail(Errc::conflict, "Somebody with this address belongs to this garage already.", "/email");
    if (auto place = co_await desk_.keep_place(tx, *tenant); !place) co_return Failure(place.error());
    if (co_await repository_.made_within_a_day(tx, tenant->uuid) >= most_a_day)
      co_return fail(Errc::too_many, "This garage has made 50 invitations within a day. Go on tomorrow.");
    const auto id = InvitationId::random();
    auto made = co_await repository_.insert(tx, id, tenant->uuid, *email, role, sha256_hex(tokens_.of(id.value)), context.principal.subject);
    if (!made) co_return fail(Errc::conflict, "This address is invited already. Withdraw that invitation first.", "/email");
    co_await record(tx, context, {.tenant = tenant->slug, .action = "invitation.create", .target = id.value, .after = json::to_value(*made)});
    co_await post(tx, {.dedup_key = mail_key(id), .recipient = *email, .kind = MailTemplate::invitation,
                       .data = {{"tenant", tenant->slug}, {"tenant_name", tenant->name}, {"invitation", id.value},
                                {"invited_by", shown_name(context.principal)}, {"role", boost::describe::enum_to_string(role, "?")}}});
    co_return std::move(*made);
  });
}

Task<Result<>> Invitations::revoke(const Context& context, InvitationId id) {
  co_return co_await db_.transaction(context, [&](pg::Transaction& tx) -> Task<Result<>> {
    const auto locked = co_await repository_.lock(tx, id);
    const auto before = co_await repository_.find(tx, id);
    if (!locked || !before || before->tenant != context.tenant) co_return Failure(no_such_invitation());
    const auto own_role = co_await desk_.role_of(tx, locked->tenant_id, context.principal.subject);
    if (!may_give(context.principal, own_role, before->role)) co_return fail(Errc::forbidden, "Only an owner can withdraw the invitation of an owner.");
    if (before->state != InvitationState::pending) co_return Failure(decided_already(before->state));
    const auto after = co_await repository_.decide(tx, id, InvitationState::revoked, context.principal.subject);
    co_await record(tx, context, {.tenant = before->tenant, .action = "invitation.revoke", .target = id.value,
                                  .before = json::to_value(*before), .after = json::to_value(after)});
    co_await call_back(tx, mail_key(id), "The invitation was withdrawn.");
    co_return Result<>{};
  });
}

Task<Result<Invitation>> Invitations::accept_in(pg::Transaction& tx, const Context& context, const std::string& token) {
  const auto& person = context.principal;
  const auto locked = co_await repository_.lock_by_token(tx, sha256_hex(token));
  if (!locked) co_return Failure(no_such_invitation());
  const auto before = co_await repository_.find(tx, locked->id);
  const auto tenant = co_await desk_.find_tenant(tx, before->tenant);
  if (!tenant || tenant->status != TenantStatus::active) co_return Failure(no_such_invitation());
  if (before->state != InvitationState::pending) co_return Failure(decided_already(before->state));
  if (!person.email_verified) co_return fail(Errc::forbidden, "Verify your mail address first, then open the link again.", {}, "email_unverified");
  if (mail_address(person.email) != before->email)
    co_return fail(Errc::forbidden, "This invitation is for another mail address. Sign in with the address it was sent to.", {}, "other_address");
  // First, because it waits for whoever decides that request at this moment: they may make a member.
  co_await desk_.close_request(tx, context, tenant->uuid);
  if (co_await desk_.is_member(tx, tenant->uuid, person.subject))
    co_return fail(Errc::conflict, "You belong to this garage already.", {}, "already_member");
  if (auto place = co_await desk_.keep_place(tx, *tenant); !place) co_return Failure(place.error());
  co_await desk_.admit(tx, tenant->uuid, {.sub = person.subject, .email = before->email, .name = person.name, .role = before->role});
  auto after = co_await repository_.decide(tx, locked->id, InvitationState::accepted, person.subject);
  co_await record(tx, context, {.tenant = tenant->slug, .action = "invitation.accept", .target = locked->id.value,
                                .before = json::to_value(*before), .after = json::to_value(after)});
  co_return after;
}

Task<Result<Invitation>> Invitations::accept(const Context& context, std::string token) {
  co_return co_await db_.transaction(context, [&](pg::Transaction& tx) { return accept_in(tx, context, token); });
}

Task<Result<OfferedInvitation>> Invitations::look_up(const Context& context, std::string token) {
  co_return co_await db_.transaction(context, [&](pg::Transaction& tx) -> Task<Result<OfferedInvitation>> {
    auto found = co_await repository_.find_by_token(tx, sha256_hex(token));
    if (!found) co_return Failure(no_such_invitation());
    auto tenant = co_await desk_.find_tenant(tx, found->tenant);
    if (!tenant || tenant->status != TenantStatus::active) co_return Failure(no_such_invitation());
    co_return OfferedInvitation{.tenant = found->tenant, .tenant_name = std::move(tenant->name), .email = std::move(found->email), .role = found->role,
                                .state = found->state, .invited_by = co_await desk_.name_of(tx, tenant->uuid, found->invited_by),
                                .expires_at = found->expires_at};
  });
}

Task<bool> Invitations::is_invited(const Context& context, std::string slug, std::string token) {
  return repository_.is_open(context, std::move(slug), sha256_hex(token));
}

Task<bool> Invitations::is_invited(pg::Transaction& tx, TenantId tenant, const Principal& person) {
  const auto email = mail_address(person.email);
  if (!person.email_verified || !email) co_return false;
  co_return co_await repository_.is_invited(tx, std::move(tenant), *email);
}

}  // namespace mvp::tenants
