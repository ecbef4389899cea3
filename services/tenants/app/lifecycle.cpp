#include "app/lifecycle.hpp"

#include "domain/audit_trail.hpp"
#include "domain/digest.hpp"
#include "mvp/core/encoding.hpp"

namespace mvp::tenants {
namespace {

constexpr std::size_t secret_bytes = 32;

Failure lost() { return fail(Errc::unavailable, "Another process has taken this operation over."); }

Context on_behalf_of(Context context, const Claimed& operation) {
  context.tenant = operation.tenant;
  context.principal.subject = operation.requested_by;
  return context;
}

std::string text_of(const json::Object& payload, std::string_view name) {
  const auto* value = payload.if_contains(name);
  return value && value->is_string() ? std::string(value->get_string()) : std::string();
}

Task<Result<>> nothing(const Context&, const Claimed&) { co_return Result<>{}; }

}  // namespace

Plan Lifecycle::plan() {
  const auto call = [this](auto half) {
    return [this, half](const Context& context, const Claimed& operation) { return (this->*half)(context, operation); };
  };
  return Plan{{OperationKind::create,
               {{.name = "allocate_stack", .run = call(&Lifecycle::allocate_stack), .undo = call(&Lifecycle::mark_failed)},
                {.name = "start_stack", .run = call(&Lifecycle::start_new_stack), .undo = call(&Lifecycle::remove_stack)},
                {.name = "activate", .run = call(&Lifecycle::activate), .undo = nothing}}},
              {OperationKind::resume,
               {{.name = "start_stack", .run = call(&Lifecycle::start_own_stack), .undo = nothing},
                {.name = "activate", .run = call(&Lifecycle::activate), .undo = nothing}}}};
}

Task<Result<>> Lifecycle::allocate_stack(const Context& context, const Claimed& operation) {
  co_await stacks_.allocate(context, operation.tenant_id);
  co_return Result<>{};
}

Task<Result<>> Lifecycle::start_new_stack(const Context& context, const Claimed& operation) {
  const auto stack = co_await stacks_.allocate(context, operation.tenant_id);
  auto& secret = secrets_[operation.id.value];
  if (secret.empty()) secret = to_hex(random_bytes(secret_bytes));
  const auto given = secret;
  co_await stacks_.keep_secret_digest(context, operation.tenant_id, sha256_hex(given));
  auto started = co_await node_.ensure(context, operation.tenant, stack, StackState::running, given);
  if (started) co_await tenants_.set_stack(context, operation.tenant_id, StackState::running);
  if (started) secrets_.erase(operation.id.value);
  co_return started;
}

Task<Result<>> Lifecycle::start_own_stack(const Context& context, const Claimed& operation) {
  const auto stack = co_await stacks_.find(context, operation.tenant_id);
  if (!stack) co_return fail(Errc::conflict, "This tenant has no stack.");
  auto started = co_await node_.ensure(context, operation.tenant, *stack, StackState::running, std::nullopt);
  if (started) co_await tenants_.set_stack(context, operation.tenant_id, StackState::running);
  co_return started;
}

Task<Result<>> Lifecycle::remove_stack(const Context& context, const Claimed& operation) {
  secrets_.erase(operation.id.value);
  if (const auto stack = co_await stacks_.find(context, operation.tenant_id)) {
    auto removed = co_await node_.ensure(context, operation.tenant, *stack, StackState::absent, std::nullopt);
    if (!removed) co_return removed;
    co_await stacks_.remove(context, operation.tenant_id);
  }
  co_await tenants_.set_stack(context, operation.tenant_id, StackState::absent);
  co_return Result<>{};
}

Task<Result<>> Lifecycle::activate(const Context& context, const Claimed& operation) {
  const auto owner = text_of(operation.payload, "admin_user_id");
  co_return co_await db_.transaction(context, [&](pg::Transaction& tx) -> Task<Result<>> {
    if (!co_await operations_.holds(tx, operation)) co_return lost();
    auto changed = co_await tenants_.set_status(tx, operation.tenant_id, TenantStatus::active, std::nullopt);
    if (!changed) co_return changed;
    if (!owner.empty())
      co_await memberships_.admit(tx, operation.tenant_id, {.sub = owner, .email = text_of(operation.payload, "admin_email"),
                                                            .name = text_of(operation.payload, "admin_name"), .role = Role::owner});
    co_await record(tx, on_behalf_of(context, operation), {.tenant = operation.tenant, .action = "tenant.activate", .target = operation.tenant,
                                                           .after = json::Object{{"status", "active"}, {"owner", owner}}});
    co_return Result<>{};
  });
}

Task<Result<>> Lifecycle::mark_failed(const Context& context, const Claimed& operation) {
  co_await stacks_.remove(context, operation.tenant_id);
  co_return co_await db_.transaction(context, [&](pg::Transaction& tx) -> Task<Result<>> {
    if (!co_await operations_.holds(tx, operation)) co_return lost();
    co_return co_await tenants_.set_status(tx, operation.tenant_id, TenantStatus::failed, operation.error);
  });
}

}  // namespace mvp::tenants
