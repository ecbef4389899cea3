#include "signups/service.hpp"

#include "domain/access.hpp"
#include "domain/audit_trail.hpp"
#include "signups/expiry.hpp"
#include "signups/notices.hpp"

namespace mvp::tenants {
namespace {

constexpr std::string_view domain_rule = "domain:";

Error no_such_signup() { return {Errc::not_found, "There is no such sign-up."}; }

/// Why this person must wait before they ask (again); the longest wait counts. Zero: they need not.
RequestedSignup wait_of(const SignupHistory& history) {
  RequestedSignup out;
  const auto consider = [&out](const std::optional<std::int64_t>& wait_s, const char* why) {
    if (wait_s.value_or(0) <= out.wait_s) return;
    out.wait_s = *wait_s;
    out.why_wait = why;
  };
  consider(history.rejection_wait_s, "This garage has turned you down. You may ask again 24 hours after that.");
  consider(history.person_wait_s, "You have asked to join many garages within an hour. Wait a while before you ask more.");
  consider(history.address_wait_s, "Many requests have come from your network within an hour. Try again later.");
  return out;
}

}  // namespace

Task<Result<RequestedSignup>> Signups::request(const Context& context) {
  co_return co_await db_.transaction(context, [&](pg::Transaction& tx) { return request_in(tx, context); });
}

Task<Result<RequestedSignup>> Signups::request_in(pg::Transaction& tx, const Context& context) {
  const auto& person = context.principal;
  const auto tenant = co_await desk_.find_tenant(tx, context.tenant);
  if (!tenant || tenant->status != TenantStatus::active) co_return Failure(no_such_tenant());
  const auto policy = policy_of(tenant->settings);
  if (co_await desk_.is_member(tx, tenant->uuid, person.subject)) co_return fail(Errc::conflict, "You belong to this garage already.", {}, "already_member");
  if (!policy.is_listed && !co_await desk_.is_invited(tx, tenant->uuid, person)) co_return Failure(no_such_tenant());
  if (!policy.accepts) co_return fail(Errc::forbidden, "This garage takes no new members.", {}, "signups_closed");
  co_await expire_overdue(tx, context, tenant->uuid, person.subject);
  if (auto pending = co_await repository_.find_pending(tx, tenant->uuid, person.subject)) co_return RequestedSignup{.signup = std::move(*pending)};
  const auto history = co_await repository_.history(tx, tenant->uuid, person.subject, context.remote);
  if (auto wait = wait_of(history); wait.wait_s > 0) co_return wait;
  auto added = co_await repository_.insert(tx, tenant->uuid, context);
  if (!added) {  // the same person in another window was faster
    auto pending = co_await repository_.find_pending(tx, tenant->uuid, person.subject);
    if (!pending) co_return fail(Errc::conflict, "Your request has just been decided.");
    co_return RequestedSignup{.signup = std::move(*pending)};
  }
  co_await record(tx, context, {.tenant = tenant->slug, .action = "signup.request", .target = added->id.value, .after = json::to_value(*added)});
  // Who was decided on by people before, a member who was removed above all, is looked at by people again; and who finds it full.
  const auto domain = approving_domain(policy, person);
  if (!domain.empty() && !history.was_decided_on && (co_await desk_.keep_place(tx, *tenant)).has_value())
    co_return RequestedSignup{.signup = co_await settle(tx, by_platform(context), *tenant, *added, {.status = SignupStatus::approved}, std::string(domain_rule) + domain),
                              .is_new = true};
  co_await tell_admins(tx, *tenant, *added, co_await desk_.admins(tx, tenant->uuid));
  co_return RequestedSignup{.signup = std::move(*added), .is_new = true};
}

/// Writes a decision down with all that follows from it: the membership, the audit row, the mail.
Task<Signup> Signups::settle(pg::Transaction& tx, const Context& context, const TenantFacts& tenant, const Signup& before,
                             const Decision& decision, std::string by) {
  auto after = co_await repository_.decide(tx, before.id, decision, std::move(by));
  const bool is_approved = decision.status == SignupStatus::approved;
  auto outcome = json::to_value(after);
  if (is_approved) {
    co_await desk_.admit(tx, tenant.uuid, {.sub = after.user_sub, .email = after.user_email, .name = after.user_name, .role = decision.role});
    outcome.get_object()["role"] = boost::describe::enum_to_string(decision.role, "?");
  }
  co_await record(tx, context, {.tenant = tenant.slug, .action = is_approved ? "signup.approve" : "signup.reject", .target = after.id.value,
                                .before = json::to_value(before), .after = std::move(outcome)});
  co_await tell_person(tx, context, tenant, after, co_await repository_.verified_address(tx, after.id));
  co_return after;
}

/// Says who was faster.
Task<Error> Signups::decided_already(pg::Transaction& tx, const TenantId& tenant, const Signup& signup) {
  if (signup.status == SignupStatus::withdrawn) co_return Error{Errc::conflict, "The person has withdrawn this request."};
  if (signup.status == SignupStatus::expired) co_return Error{Errc::conflict, "This request has expired."};
  const auto by = signup.decided_by.value_or("");
  const auto who = by.starts_with(domain_rule) ? "The rule for " + by.substr(domain_rule.size()) : co_await desk_.name_of(tx, tenant, by);
  co_return Error{Errc::conflict, who + (signup.status == SignupStatus::approved ? " has approved" : " has rejected") + " this request already.", {}, "decided_already"};
}

Task<Result<Signup>> Signups::decide_in(pg::Transaction& tx, const Context& context, SignupId id, const Decision& decision) {
  const auto locked = co_await repository_.lock(tx, id);
  if (!locked) co_return Failure(no_such_signup());
  const auto role = co_await desk_.role_of(tx, locked->tenant_id, context.principal.subject);
  if (!administers(context.principal, role)) co_return Failure(no_such_signup());
  auto before = co_await repository_.find(tx, id);
  if (locked->is_overdue) before->status = SignupStatus::expired;
  if (before->status != SignupStatus::pending) co_return Failure(co_await decided_already(tx, locked->tenant_id, *before));
  const auto tenant = co_await desk_.find_tenant(tx, before->tenant);
  if (!tenant) co_return Failure(no_such_signup());
  if (decision.status == SignupStatus::approved)
    if (auto place = co_await desk_.keep_place(tx, *tenant); !place) co_return Failure(place.error());
  co_return co_await settle(tx, context, *tenant, *before, decision, context.principal.subject);
}

Task<Result<Signup>> Signups::decide(const Context& context, SignupId id, Decision decision) {
  if (decision.role == Role::owner) co_return fail(Errc::invalid, "must be one of: admin, member, viewer", "/role");
  if (decision.reason.value_or("").size() > 500) co_return fail(Errc::invalid, "must be at most 500 bytes long", "/reason");
  co_return co_await db_.transaction(context, [&](pg::Transaction& tx) { return decide_in(tx, context, id, decision); });
}

Task<Result<>> Signups::withdraw(const Context& context, SignupId id) {
  co_return co_await db_.transaction(context, [&](pg::Transaction& tx) -> Task<Result<>> {
    const auto locked = co_await repository_.lock(tx, id);
    const auto before = co_await repository_.find(tx, id);
    if (!locked || !before || before->user_sub != context.principal.subject) co_return Failure(no_such_signup());
    if (before->status != SignupStatus::pending) co_return Failure(co_await decided_already(tx, locked->tenant_id, *before));
    co_await repository_.withdraw(tx, id);
    co_await record(tx, context, {.tenant = before->tenant, .action = "signup.withdraw", .target = id.value, .before = json::to_value(*before)});
    co_return Result<>{};
  });
}

Task<> Signups::close(pg::Transaction& tx, const Context& context, TenantId tenant) {
  const auto closed = co_await repository_.withdraw_pending(tx, std::move(tenant), context.principal.subject);
  if (!closed) co_return;
  co_await record(tx, context, {.tenant = closed->tenant, .action = "signup.withdraw", .target = closed->id.value, .after = json::to_value(*closed)});
}

Task<Page<Signup>> Signups::list(const Context& context, PageRequest page, std::optional<std::string> tenant,
                                 std::optional<SignupStatus> status) {
  return repository_.list(context, std::move(page), std::move(tenant), status);
}

}  // namespace mvp::tenants
