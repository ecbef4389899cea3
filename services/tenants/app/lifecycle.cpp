#include "app/lifecycle.hpp"

#include "domain/audit_trail.hpp"
#include "domain/digest.hpp"
#include "domain/operation_shape.hpp"
#include "mvp/core/encoding.hpp"

namespace mvp::tenants {
namespace {

constexpr std::size_t secret_bytes = 32;

}  // namespace

Context on_behalf_of(Context context, const Claimed& operation) {
  context.tenant = operation.tenant;
  context.principal.subject = operation.requested_by;
  return context;
}

std::string text_of(const json::Object& payload, std::string_view name) {
  const auto* value = payload.if_contains(name);
  return value && value->is_string() ? std::string(value->get_string()) : std::string();
}

const std::map<std::pair<OperationKind, std::string_view>, Lifecycle::Halves>& Lifecycle::halves() {
  using L = Lifecycle;
  using enum OperationKind;
  static const std::map<std::pair<OperationKind, std::string_view>, Halves> all{
      {{create, "allocate_stack"}, {&L::allocate_stack, &L::mark_failed}},
      {{create, "admit_owner"}, {&L::admit_owner, &L::dismiss_owner}},
      {{create, "start_stack"}, {&L::start_new_stack, &L::remove_new_stack}},
      {{create, "activate"}, {&L::activate, &L::nothing}},
      {{resume, "start_stack"}, {&L::start_own_stack, &L::nothing}},
      {{resume, "activate"}, {&L::activate, &L::nothing}},
      {{archive, "archive_stack"}, {&L::archive_stack, &L::unpack_stack}},
      {{archive, "mark_archived"}, {&L::mark_archived, &L::nothing}},
      {{restore, "restore_stack"}, {&L::restore_stack, &L::archive_stack}},
      {{restore, "mark_restored"}, {&L::mark_restored, &L::nothing}},
      {{purge, "remove_stack"}, {&L::remove_stack, &L::nothing}},
      {{purge, "forget_people"}, {&L::forget_people, &L::nothing}},
      {{purge, "mark_purged"}, {&L::mark_purged, &L::nothing}},
      {{rename, "switch_name"}, {&L::switch_name, &L::switch_name_back}},
      {{rename, "rename_stack"}, {&L::rename_stack, &L::rename_stack_back}},
      {{move_plan, "apply_limits"}, {&L::apply_limits, &L::apply_old_limits}},
      {{move_plan, "set_plan"}, {&L::set_plan, &L::nothing}},
      {{hibernate, "hibernate_stack"}, {&L::hibernate_stack, &L::nothing}},
      {{wake, "wake_stack"}, {&L::start_own_stack, &L::nothing}},
      {{repair, "match_stack"}, {&L::match_stack, &L::nothing}},
  };
  return all;
}

Plan Lifecycle::plan() {
  const auto call = [this](Half half) {
    return [this, half](const Context& context, const Claimed& operation) { return (this->*half)(context, operation); };
  };
  Plan plan;
  for (const auto& shape : operation_shapes())
    for (const auto& step : shape.steps) {
      const auto& [run, undo] = halves().at({shape.kind, step.name});
      plan[shape.kind].push_back({.name = std::string(step.name), .run = call(run), .undo = call(undo)});
    }
  return plan;
}

Task<Result<>> Lifecycle::nothing(const Context&, const Claimed&) { co_return Result<>{}; }

Task<Result<>> Lifecycle::commit(const Context& context, const Claimed& operation, Change change) {
  co_return co_await db_.transaction(context, [&](pg::Transaction& tx) -> Task<Result<>> {
    if (!co_await operations_.holds(tx, operation)) co_return fail(Errc::unavailable, "Another process has taken this operation over.");
    co_return co_await change(tx);
  });
}

Task<std::string> Lifecycle::new_secret(const Context& context, const Claimed& operation) {
  auto& secret = secrets_[operation.id.value];
  if (secret.empty()) secret = to_hex(random_bytes(secret_bytes));
  const auto given = secret;
  co_await stacks_.keep_secret_digest(context, operation.tenant_id, sha256_hex(given));
  co_return given;
}

Task<Result<StackStatus>> Lifecycle::bring(const Context& context, const Claimed& operation, StackState state) {
  const auto stack = co_await stacks_.find(context, operation.tenant_id);
  if (!stack) co_return fail(Errc::conflict, "This tenant has no stack.");
  auto reached = co_await node_.ensure(context, {.slug = operation.tenant, .stack_id = *stack, .state = state, .limits = limits_of(operation.plan)});
  if (reached) co_await tenants_.set_stack(context, operation.tenant_id, state);
  co_return reached;
}

Task<Result<>> Lifecycle::allocate_stack(const Context& context, const Claimed& operation) {
  co_await stacks_.allocate(context, operation.tenant_id);
  co_return Result<>{};
}

/// Before the stack starts: the garage's first look at its members finds the owner among them.
Task<Result<>> Lifecycle::admit_owner(const Context& context, const Claimed& operation) {
  const NewMember owner{.sub = text_of(operation.payload, "admin_user_id"), .email = text_of(operation.payload, "admin_email"),
                        .name = text_of(operation.payload, "admin_name"), .role = Role::owner};
  if (owner.sub.empty()) co_return Result<>{};
  co_return co_await commit(context, operation, [&](pg::Transaction& tx) -> Task<Result<>> {
    co_await memberships_.admit(tx, operation.tenant_id, owner);
    co_return Result<>{};
  });
}

Task<Result<>> Lifecycle::dismiss_owner(const Context& context, const Claimed& operation) {
  co_return co_await commit(context, operation, [&](pg::Transaction& tx) -> Task<Result<>> {
    co_await memberships_.remove(tx, operation.tenant_id, text_of(operation.payload, "admin_user_id"));
    co_return Result<>{};
  });
}

Task<Result<>> Lifecycle::start_new_stack(const Context& context, const Claimed& operation) {
  const auto stack = co_await stacks_.allocate(context, operation.tenant_id);
  const auto secret = co_await new_secret(context, operation);
  auto started = co_await node_.ensure(context, {.slug = operation.tenant, .stack_id = stack, .state = StackState::running,
                                                 .limits = limits_of(operation.plan), .secret = secret});
  if (!started) co_return Failure(started.error());
  co_await tenants_.set_stack(context, operation.tenant_id, StackState::running);
  secrets_.erase(operation.id.value);
  co_return Result<>{};
}

Task<Result<>> Lifecycle::start_own_stack(const Context& context, const Claimed& operation) {
  auto started = co_await bring(context, operation, StackState::running);
  if (!started) co_return Failure(started.error());
  co_return Result<>{};
}

Task<Result<>> Lifecycle::remove_new_stack(const Context& context, const Claimed& operation) {
  secrets_.erase(operation.id.value);
  if (!co_await stacks_.find(context, operation.tenant_id)) co_return Result<>{};
  auto removed = co_await bring(context, operation, StackState::absent);
  if (!removed) co_return Failure(removed.error());
  co_await stacks_.remove(context, operation.tenant_id);
  co_return Result<>{};
}

Task<Result<>> Lifecycle::activate(const Context& context, const Claimed& operation) {
  co_return co_await commit(context, operation, [&](pg::Transaction& tx) -> Task<Result<>> {
    auto changed = co_await tenants_.set_status(tx, operation.tenant_id, operation.kind, TenantStatus::active, std::nullopt);
    if (!changed) co_return changed;
    co_await record(tx, on_behalf_of(context, operation),
                    {.tenant = operation.tenant, .action = "tenant.activate", .target = operation.tenant,
                     .after = json::Object{{"status", "active"}, {"owner", text_of(operation.payload, "admin_user_id")}}});
    co_return Result<>{};
  });
}

Task<Result<>> Lifecycle::mark_failed(const Context& context, const Claimed& operation) {
  co_await stacks_.remove(context, operation.tenant_id);
  co_return co_await commit(context, operation, [&](pg::Transaction& tx) {
    return tenants_.set_status(tx, operation.tenant_id, operation.kind, TenantStatus::failed, operation.error);
  });
}

}  // namespace mvp::tenants
