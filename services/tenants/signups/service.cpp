#include "signups/service.hpp"

#include "domain/access.hpp"
#include "domain/audit_trail.hpp"

namespace mvp::tenants {
namespace {

Error no_such_signup() { return {Errc::not_found, "There is no such sign-up."}; }

std::string decided_message(SignupStatus status) {
  return std::string("This sign-up is ") + boost::describe::enum_to_string(status, "?") + " already.";
}

}  // namespace

Task<Result<RequestedSignup>> Signups::request(const Context& context) {
  co_return co_await db_.transaction(context, [&](pg::Transaction& tx) -> Task<Result<RequestedSignup>> {
    const auto tenant = co_await desk_.find_tenant(tx, context.tenant);
    if (!tenant || tenant->status != TenantStatus::active) co_return Failure(no_such_tenant());
    if (co_await desk_.is_member(tx, tenant->uuid, context.principal.subject))
      co_return fail(Errc::conflict, "You belong to this garage already.");
    if (!tenant->accepts_signups) co_return fail(Errc::forbidden, "This garage takes no new members.", {}, "signups_closed");
    auto added = co_await repository_.insert(tx, tenant->uuid, context.principal);
    if (added) {
      co_await record(tx, context, {.tenant = tenant->slug, .action = "signup.request", .target = added->id.value, .after = json::to_value(*added)});
      co_return RequestedSignup{.signup = std::move(*added), .is_new = true};
    }
    auto pending = co_await repository_.find_pending(tx, tenant->uuid, context.principal.subject);
    if (!pending) co_return fail(Errc::conflict, "Your request has just been decided.");
    co_return RequestedSignup{.signup = std::move(*pending)};
  });
}

Task<Result<Signup>> Signups::decide_in(pg::Transaction& tx, const Context& context, SignupId id, const Decision& decision) {
  const auto locked = co_await repository_.lock(tx, id);
  if (!locked) co_return Failure(no_such_signup());
  const auto role = co_await desk_.role_of(tx, locked->tenant_id, context.principal.subject);
  if (!administers(context.principal, role)) co_return Failure(no_such_signup());
  const auto before = co_await repository_.find(tx, id);
  if (before->status != SignupStatus::pending) co_return fail(Errc::conflict, decided_message(before->status));
  if (locked->is_overdue) co_return fail(Errc::conflict, decided_message(SignupStatus::expired));
  auto after = co_await repository_.decide(tx, id, decision, context.principal.subject);
  const bool is_approved = decision.status == SignupStatus::approved;
  if (is_approved)
    co_await desk_.admit(tx, locked->tenant_id, {.sub = after.user_sub, .email = after.user_email, .name = after.user_name, .role = decision.role});
  auto outcome = json::to_value(after);
  if (is_approved) outcome.get_object()["role"] = boost::describe::enum_to_string(decision.role, "?");
  co_await record(tx, context, {.tenant = after.tenant, .action = is_approved ? "signup.approve" : "signup.reject", .target = id.value,
                                .before = json::to_value(*before), .after = std::move(outcome)});
  co_return after;
}

Task<Result<Signup>> Signups::decide(const Context& context, SignupId id, Decision decision) {
  if (decision.role == Role::owner) co_return fail(Errc::invalid, "must be one of: admin, member, viewer", "/role");
  if (decision.reason.value_or("").size() > 500) co_return fail(Errc::invalid, "must be at most 500 bytes long", "/reason");
  co_return co_await db_.transaction(context, [&](pg::Transaction& tx) { return decide_in(tx, context, id, decision); });
}

Task<Page<Signup>> Signups::list(const Context& context, PageRequest page, std::optional<std::string> tenant,
                                 std::optional<SignupStatus> status) {
  return repository_.list(context, std::move(page), std::move(tenant), status);
}

}  // namespace mvp::tenants
