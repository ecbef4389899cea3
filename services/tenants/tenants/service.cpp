#include "tenants/service.hpp"

#include "domain/access.hpp"
#include "domain/audit_trail.hpp"
#include "domain/operation_shape.hpp"
#include "domain/plan.hpp"
#include "domain/slug.hpp"

namespace mvp::tenants {
namespace {

constexpr std::size_t settings_limit_bytes = 16 * 1024;

std::optional<Error> refuse_length(const std::optional<std::string>& text, std::size_t least, std::size_t most, const char* field) {
  if (!text || (text->size() >= least && text->size() <= most)) return std::nullopt;
  return Error{Errc::invalid, "must be from " + std::to_string(least) + " to " + std::to_string(most) + " bytes long", field};
}

std::optional<Error> refuse_settings(const std::optional<json::Object>& settings) {
  if (!settings) return std::nullopt;
  if (auto refusal = refuse_signup_settings(*settings)) return refusal;
  if (json::serialize(*settings).size() > settings_limit_bytes) return Error{Errc::invalid, "are too long", "/settings"};
  return std::nullopt;
}

json::Value status_of(TenantStatus status) { return json::Object{{"status", boost::describe::enum_to_string(status, "?")}}; }

}  // namespace

std::optional<Error> refuse(const Context& context, const TenantInput& input) {
  if (auto refusal = refuse_slug(context, input.id)) return refusal;
  if (auto refusal = refuse_length(input.name, 1, 200, "/name")) return refusal;
  if (const auto plan = find_plan(input.plan.value_or(std::string(default_plan))); !plan) return plan.error();
  if (auto refusal = refuse_length(input.admin_user_id, 1, 200, "/admin_user_id")) return refusal;
  if (auto refusal = refuse_length(input.admin_email, 0, 320, "/admin_email")) return refusal;
  if (auto refusal = refuse_length(input.admin_name, 0, 200, "/admin_name")) return refusal;
  return refuse_settings(input.settings);
}

std::optional<Error> refuse(const TenantEdit& edit) {
  if (auto refusal = refuse_length(edit.name, 1, 200, "/name")) return refusal;
  return refuse_settings(edit.settings);
}

Task<Result<Tenant>> Tenants::find(const Context& context, std::string slug) {
  auto tenant = co_await repository_.find(context, std::move(slug));
  if (!tenant) co_return Failure(no_such_tenant());
  co_return std::move(*tenant);
}

Task<Page<Tenant>> Tenants::list(const Context& context, PageRequest page, std::optional<TenantStatus> status,
                                 std::optional<std::string> q) {
  return repository_.list(context, std::move(page), status, std::move(q));
}

Task<Result<PublicTenant>> Tenants::find_public(const Context& context, std::string slug, std::string invitation) {
  const auto tenant = co_await repository_.find(context, std::move(slug));
  if (!tenant || tenant->status != TenantStatus::active) co_return Failure(no_such_tenant());
  const auto policy = policy_of(tenant->settings);
  if (!policy.is_listed && !co_await is_invited_(context, tenant->id, std::move(invitation))) co_return Failure(no_such_tenant());
  co_return PublicTenant{.id = tenant->id, .name = tenant->name, .accepts_signups = policy.accepts};
}

Task<Result<TenantChange>> Tenants::with_tenant(const Context& context, Result<Operation> operation) {
  if (!operation) co_return Failure(operation.error());
  auto tenant = co_await find(context, operation->tenant);
  if (!tenant) co_return Failure(tenant.error());
  co_return TenantChange{.tenant = std::move(*tenant), .operation = std::move(*operation)};
}

/// Counted without a lock: creates at the same moment may pass it by as many as they are, which hurts no machine.
Task<Result<>> Tenants::refuse_full_machine(pg::Transaction& tx) {
  if (co_await repository_.count(tx) < max_tenants_) co_return Result<>{};
  co_return fail(Errc::conflict, "This machine has room for " + std::to_string(max_tenants_) + " tenants, and has them (MVP_MAX_TENANTS).", {}, "machine_full");
}

Task<Result<Operation>> Tenants::found(pg::Transaction& tx, const Context& context, const TenantInput& input, const RequestKey& key) {
  const auto id = TenantId::random();
  if (auto room = co_await refuse_full_machine(tx); !room) co_return Failure(room.error());
  if (auto added = co_await repository_.insert(tx, id, input); !added) co_return Failure(added.error());
  json::Object payload;
  if (input.admin_user_id)
    payload = {{"admin_user_id", *input.admin_user_id}, {"admin_email", input.admin_email.value_or("")}, {"admin_name", input.admin_name.value_or("")}};
  auto operation = co_await desk_.start(tx, context, {.tenant = id,
                                                      .kind = OperationKind::create,
                                                      .payload = std::move(payload),
                                                      .idempotency_key = key.key,
                                                      .request_sha256 = key.request_sha256});
  if (!operation) co_return operation;
  co_await record(tx, context, {.tenant = input.id, .action = "tenant.create", .target = input.id, .after = json::to_value(input)});
  co_return operation;
}

Task<Result<TenantChange>> Tenants::create(const Context& context, TenantInput input, RequestKey key) {
  if (auto refusal = refuse(context, input)) co_return Failure(*refusal);
  co_return co_await with_tenant(
      context, co_await start_once(db_, desk_, context, key, [&](pg::Transaction& tx) { return found(tx, context, input, key); }));
}

Task<Result<Tenant>> Tenants::write(pg::Transaction& tx, const Context& context, const Tenant& before, std::int64_t version,
                                    const TenantEdit& edit) {
  auto after = co_await repository_.update(tx, before.id, version, edit);
  if (after)
    co_await record(tx, context, {.tenant = before.id, .action = "tenant.update", .target = before.id,
                                  .before = json::to_value(before), .after = json::to_value(*after)});
  co_return after;
}

Task<Result<Tenant>> Tenants::update(const Context& context, std::string slug, std::int64_t version, TenantEdit edit) {
  if (auto refusal = refuse(edit)) co_return Failure(*refusal);
  co_return co_await db_.transaction(context, [&](pg::Transaction& tx) -> Task<Result<Tenant>> {
    const auto before = co_await repository_.lock(tx, slug);
    if (!before) co_return Failure(no_such_tenant());
    co_return co_await write(tx, context, *before, version, edit);
  });
}

Task<Result<Tenant>> Tenants::set_signup_policy(const Context& context, std::string slug, std::int64_t version, SignupPolicy policy) {
  if (auto refusal = tenants::refuse(policy, "")) co_return Failure(*refusal);
  co_return co_await db_.transaction(context, [&](pg::Transaction& tx) -> Task<Result<Tenant>> {
    const auto before = co_await repository_.lock(tx, slug);
    if (!before) co_return Failure(no_such_tenant());
    TenantEdit edit{.name = {}, .settings = before->settings};
    (*edit.settings)["signup"] = json::to_value(policy);
    if (auto refusal = refuse(edit)) co_return Failure(*refusal);
    co_return co_await write(tx, context, *before, version, edit);
  });
}

Task<Result<TenantChange>> Tenants::suspend(const Context& context, std::string slug, std::optional<std::string> reason) {
  if (auto refusal = refuse_length(reason, 0, 500, "/reason")) co_return Failure(*refusal);
  auto operation = co_await db_.transaction(context, [&](pg::Transaction& tx) -> Task<Result<Operation>> {
    const auto before = co_await repository_.lock(tx, slug);
    const auto facts = co_await repository_.facts(tx, slug);
    if (!before || !facts) co_return Failure(no_such_tenant());
    if (auto refusal = refuse_begin(OperationKind::suspend, before->status)) co_return Failure(*refusal);
    co_await desk_.call_off(tx, facts->uuid, OperationKind::resume);
    auto changed = co_await repository_.set_status(tx, facts->uuid, OperationKind::suspend, TenantStatus::suspended, reason);
    if (!changed) co_return Failure(changed.error());
    co_await record(tx, context, {.tenant = slug, .action = "tenant.suspend", .target = slug, .before = status_of(before->status),
                                  .after = json::Object{{"status", "suspended"}, {"reason", json::to_value(reason)}}});
    co_return co_await desk_.start(tx, context, {.tenant = facts->uuid, .kind = OperationKind::suspend, .is_done_already = true});
  });
  co_return co_await with_tenant(context, std::move(operation));
}

Task<Result<TenantChange>> Tenants::resume(const Context& context, std::string slug, RequestKey key) {
  auto operation = co_await start_once(db_, desk_, context, key, [&](pg::Transaction& tx) -> Task<Result<Operation>> {
    const auto before = co_await repository_.lock(tx, slug);
    const auto facts = co_await repository_.facts(tx, slug);
    if (!before || !facts) co_return Failure(no_such_tenant());
    if (auto refusal = refuse_begin(OperationKind::resume, before->status)) co_return Failure(*refusal);
    const bool is_retry = before->status == TenantStatus::failed;
    json::Object payload;
    if (is_retry) {
      if (auto room = co_await refuse_full_machine(tx); !room) co_return Failure(room.error());
      co_await repository_.set_status(tx, facts->uuid, OperationKind::resume, TenantStatus::provisioning, std::nullopt);
      if (before->admin_user_id) payload = {{"admin_user_id", *before->admin_user_id}, {"admin_email", ""}, {"admin_name", ""}};
    }
    co_await record(tx, context, {.tenant = slug, .action = "tenant.resume", .target = slug, .before = status_of(before->status)});
    co_return co_await desk_.start(tx, context, {.tenant = facts->uuid,
                                                 .kind = is_retry ? OperationKind::create : OperationKind::resume,
                                                 .payload = std::move(payload),
                                                 .idempotency_key = key.key,
                                                 .request_sha256 = key.request_sha256});
  });
  co_return co_await with_tenant(context, std::move(operation));
}

}  // namespace mvp::tenants
