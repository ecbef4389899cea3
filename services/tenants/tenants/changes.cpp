#include "tenants/changes.hpp"

#include "domain/access.hpp"
#include "domain/audit_trail.hpp"
#include "domain/mail_address.hpp"
#include "domain/operation_shape.hpp"
#include "domain/outbox.hpp"
#include "domain/plan.hpp"
#include "domain/slug.hpp"

namespace mvp::tenants {
namespace {

constexpr std::int64_t day_us = 86'400'000'000;

std::string day_of(Instant at) { return at.to_string().substr(0, 10); }

std::string name_of(OperationKind kind) { return boost::describe::enum_to_string(kind, "?"); }

Task<Result<json::Object>> nothing_more(pg::Transaction&, const Tenant&, const TenantFacts&) { co_return json::Object{}; }

}  // namespace

Task<Result<TenantChange>> TenantChanges::start(const Context& context, std::string slug, RequestKey key, OperationKind kind, Prepare prepare) {
  auto operation = co_await start_once(db_, desk_, context, key, [&](pg::Transaction& tx) -> Task<Result<Operation>> {
    const auto before = co_await repository_.lock(tx, slug);
    const auto facts = co_await repository_.facts(tx, slug);
    if (!before || !facts) co_return Failure(no_such_tenant());
    if (auto refusal = refuse_begin(kind, before->status)) co_return Failure(*refusal);
    auto payload = co_await prepare(tx, *before, *facts);
    if (!payload) co_return Failure(payload.error());
    auto started = co_await desk_.start(tx, context, {.tenant = facts->uuid, .kind = kind, .payload = *payload, .idempotency_key = key.key,
                                                      .request_sha256 = key.request_sha256});
    if (started)
      co_await record(tx, context, {.tenant = slug, .action = "tenant." + name_of(kind), .target = slug,
                                    .before = json::Object{{"status", json::to_value(before->status)}, {"plan", before->plan}},
                                    .after = std::move(*payload)});
    co_return started;
  });
  if (!operation) co_return Failure(operation.error());
  auto tenant = co_await repository_.find(context, operation->tenant);
  if (!tenant) co_return Failure(no_such_tenant());
  co_return TenantChange{.tenant = std::move(*tenant), .operation = std::move(*operation)};
}

/// @return the payload: the day, and the mails to call back should the archiving be undone.
Task<json::Object> TenantChanges::warn_owners(pg::Transaction& tx, const TenantFacts& facts) {
  const Instant purge_after{Instant::now().us + retention_days_ * day_us};
  const auto notice = random_uuid();
  json::Array mails;
  for (const auto& owner : co_await people_.owners(tx, facts.uuid)) {
    const auto recipient = mail_address(owner.email);
    if (!recipient) continue;  // brought in without an address
    const auto key = "archive:" + notice + ":" + owner.sub;
    mails.emplace_back(key);
    co_await post(tx, {.dedup_key = key, .recipient = *recipient, .kind = MailTemplate::tenant_archived,
                       .data = {{"tenant", facts.slug}, {"tenant_name", facts.name}, {"day", day_of(purge_after)}}});
  }
  co_return json::Object{{"purge_after", purge_after.to_string()}, {"mails", std::move(mails)}};
}

Task<Result<TenantChange>> TenantChanges::archive(const Context& context, std::string slug, RequestKey key) {
  return start(context, std::move(slug), std::move(key), OperationKind::archive,
               [this](pg::Transaction& tx, const Tenant&, const TenantFacts& facts) -> Task<Result<json::Object>> {
                 co_return co_await warn_owners(tx, facts);
               });
}

Task<Result<TenantChange>> TenantChanges::restore(const Context& context, std::string slug, RequestKey key, RestoreInput input) {
  const auto to = input.to.value_or(TenantStatus::suspended);
  if (to != TenantStatus::suspended && to != TenantStatus::active) co_return fail(Errc::invalid, "must be one of: suspended, active", "/to");
  co_return co_await start(context, std::move(slug), std::move(key), OperationKind::restore,
                           [to](pg::Transaction&, const Tenant&, const TenantFacts&) -> Task<Result<json::Object>> {
                             co_return json::Object{{"to", json::to_value(to)}};
                           });
}

Task<Result<TenantChange>> TenantChanges::purge(const Context& context, std::string slug, RequestKey key, PurgeInput input) {
  const bool is_forced = input.force.value_or(false);
  if (input.confirm != slug) co_return fail(Errc::invalid, "must repeat the tenant's id: what is purged cannot be brought back", "/confirm");
  if (is_forced && context.principal.kind != Principal::Kind::operator_)
    co_return fail(Errc::forbidden, "Only the operator can purge a tenant before its day.", "/force");
  co_return co_await start(context, slug, std::move(key), OperationKind::purge,
                           [is_forced](pg::Transaction&, const Tenant& tenant, const TenantFacts&) -> Task<Result<json::Object>> {
                             if (!is_forced && tenant.purge_after && Instant::now() < *tenant.purge_after)
                               co_return fail(Errc::conflict, "It can be purged from " + day_of(*tenant.purge_after) +
                                                                  " on. The operator can do it before that with force.", {}, "too_early");
                             co_return json::Object{{"is_forced", is_forced}};
                           });
}

Task<Result<TenantChange>> TenantChanges::rename(const Context& context, std::string slug, RequestKey key, RenameInput input) {
  if (auto refusal = refuse_slug(context, input.to)) {
    refusal->field = "/to";
    co_return Failure(*refusal);
  }
  if (input.to == slug) co_return fail(Errc::invalid, "is its name already", "/to");
  if (slug == "admin") co_return fail(Errc::conflict, "The tenant admin keeps its name.");
  co_return co_await start(context, slug, std::move(key), OperationKind::rename,
                           [this, slug, to = input.to](pg::Transaction& tx, const Tenant&, const TenantFacts& facts) -> Task<Result<json::Object>> {
                             if (auto taken = co_await repository_.reserve_slug(tx, facts.uuid, to); !taken) co_return Failure(taken.error());
                             co_return json::Object{{"from", slug}, {"to", to}};
                           });
}

Task<Result<TenantChange>> TenantChanges::move_plan(const Context& context, std::string slug, RequestKey key, PlanInput input) {
  const auto plan = find_plan(input.plan);
  if (!plan) co_return Failure(plan.error());
  co_return co_await start(context, std::move(slug), std::move(key), OperationKind::move_plan,
                           [this, plan = *plan](pg::Transaction& tx, const Tenant& tenant, const TenantFacts& facts) -> Task<Result<json::Object>> {
                             const std::string name(plan.name);
                             if (tenant.plan == name) co_return fail(Errc::conflict, "It has this plan already.", "/plan");
                             const auto members = co_await people_.members(tx, facts.uuid);
                             if (members > plan.limits.members)
                               co_return fail(Errc::conflict, "It has " + std::to_string(members) + " members; the plan \"" + name + "\" allows " +
                                                                  std::to_string(plan.limits.members) + ".", "/plan");
                             co_return json::Object{{"from", tenant.plan}, {"to", name}};
                           });
}

Task<Result<TenantChange>> TenantChanges::begin(const Context& context, std::string slug, RequestKey key, OperationKind kind) {
  return start(context, std::move(slug), std::move(key), kind, nothing_more);
}

}  // namespace mvp::tenants
