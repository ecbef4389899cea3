#include "memberships/service.hpp"

#include "domain/access.hpp"
#include "domain/audit_trail.hpp"
#include "domain/plan.hpp"

namespace mvp::tenants {
namespace {

Error no_such_member() { return {Errc::not_found, "There is no such member."}; }

Error last_owner() { return {Errc::conflict, "This is the last owner. Make somebody else an owner first.", {}, "last_owner"}; }

bool is_active_owner(const std::optional<Member>& member) {
  return member && member->role == Role::owner && member->state == MemberState::active;
}

bool stays_owner(const std::optional<MemberInput>& after) {
  return after && after->role == Role::owner && after->state != MemberState::suspended;
}

}  // namespace

std::optional<Error> refuse_change(const Principal& caller, const std::optional<Member>& before, const std::optional<MemberInput>& after) {
  if (caller.platform_admin) return std::nullopt;
  if (!before) return no_such_member();
  const bool concerns_owner = before->role == Role::owner || (after && after->role == Role::owner);
  if (concerns_owner && caller.role != "owner") return Error{Errc::forbidden, "Only an owner can make or change an owner."};
  return std::nullopt;
}

Task<Result<>> keep_place(MembershipRepository& memberships, pg::Transaction& tx, const TenantFacts& tenant) {
  if (auto refusal = refuse_member(tenant.plan, co_await memberships.count(tx, tenant.uuid))) co_return Failure(*refusal);
  co_return Result<>{};
}

Task<Result<TenantFacts>> Memberships::check(pg::Transaction& tx, const Context& context, const std::string& sub,
                                             std::optional<Member>& before, const std::optional<MemberInput>& after) {
  auto tenant = co_await find_tenant_(tx, context.tenant);
  if (!tenant) co_return Failure(no_such_tenant());
  const auto owners = co_await repository_.lock_owners(tx, tenant->uuid);
  before = co_await repository_.lock(tx, tenant->uuid, sub);
  // Read again behind the lock: two admins who suspend or demote one another at once do not both get their way.
  auto caller = context.principal;
  caller.role = co_await repository_.role_of(tx, tenant->uuid, caller.subject);
  if (!administers(caller, caller.role)) co_return fail(Errc::conflict, "Your own role has just been changed. Read the members again.");
  if (auto refusal = refuse_change(caller, before, after)) co_return Failure(*refusal);
  if (is_active_owner(before) && !stays_owner(after) && owners.size() == 1)
    co_return Failure(last_owner());
  co_return std::move(*tenant);
}

Task<Result<Member>> Memberships::put(const Context& context, std::string sub, MemberInput input, std::optional<std::int64_t> version) {
  if (sub.size() > 200) co_return fail(Errc::invalid, "is too long", "/sub");
  if (input.email.value_or("").size() > 320) co_return fail(Errc::invalid, "is too long", "/email");
  if (input.name.value_or("").size() > 200) co_return fail(Errc::invalid, "is too long", "/name");
  co_return co_await db_.transaction(context, [&](pg::Transaction& tx) -> Task<Result<Member>> {
    std::optional<Member> before;
    const auto tenant = co_await check(tx, context, sub, before, input);
    if (!tenant) co_return Failure(tenant.error());
    if (version && (!before || before->version != *version))
      co_return fail(Errc::precondition_failed, "Someone has changed this member since you read it. Read it again.");
    if (!before)
      if (auto place = co_await keep_place(repository_, tx, *tenant); !place) co_return Failure(place.error());
    auto after = co_await repository_.put(tx, tenant->uuid, sub, input);
    co_await record(tx, context, {.tenant = tenant->slug, .action = before ? "member.update" : "member.add", .target = sub,
                                  .before = json::to_value(before), .after = json::to_value(after)});
    co_return after;
  });
}

Task<Result<>> Memberships::remove(const Context& context, std::string sub) {
  co_return co_await db_.transaction(context, [&](pg::Transaction& tx) -> Task<Result<>> {
    std::optional<Member> before;
    const auto tenant = co_await check(tx, context, sub, before, std::nullopt);
    if (!tenant) co_return Failure(tenant.error());
    if (!before) co_return Failure(no_such_member());
    co_await repository_.remove(tx, tenant->uuid, sub);
    co_await record(tx, context, {.tenant = tenant->slug, .action = "member.remove", .target = sub, .before = json::to_value(*before)});
    co_return Result<>{};
  });
}

Task<Result<>> Memberships::leave(const Context& context) {
  co_return co_await db_.transaction(context, [&](pg::Transaction& tx) -> Task<Result<>> {
    const auto& sub = context.principal.subject;
    const auto tenant = co_await find_tenant_(tx, context.tenant);
    if (!tenant) co_return Failure(no_such_tenant());
    const auto owners = co_await repository_.lock_owners(tx, tenant->uuid);
    const auto before = co_await repository_.lock(tx, tenant->uuid, sub);
    if (!before) co_return Failure(no_such_member());
    if (is_active_owner(before) && owners.size() == 1) co_return Failure(last_owner());
    co_await repository_.remove(tx, tenant->uuid, sub);
    co_await record(tx, context, {.tenant = tenant->slug, .action = "member.leave", .target = sub, .before = json::to_value(*before)});
    co_return Result<>{};
  });
}

}  // namespace mvp::tenants
