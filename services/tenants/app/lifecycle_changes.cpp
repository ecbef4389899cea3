#include <algorithm>

#include "app/lifecycle.hpp"
#include "app/stack_check.hpp"
#include "domain/audit_trail.hpp"

namespace mvp::tenants {

/// Our side first: the garage that starts under the new name is known at once, and the old one lives on what it knows.
Task<Result<>> Lifecycle::switch_name(const Context& context, const Claimed& operation) {
  const auto from = text_of(operation.payload, "from"), to = text_of(operation.payload, "to");
  co_return co_await commit(context, operation, [&](pg::Transaction& tx) -> Task<Result<>> {
    co_await tenants_.switch_slug(tx, operation.tenant_id, to);
    // Under the name that stays its own whatever comes: the new one may yet be given back.
    co_await record(tx, on_behalf_of(context, operation), {.tenant = from, .action = "tenant.renamed", .target = from,
                                                           .before = json::Object{{"id", from}}, .after = json::Object{{"id", to}}});
    co_return Result<>{};
  });
}

Task<Result<>> Lifecycle::switch_name_back(const Context& context, const Claimed& operation) {
  const auto from = text_of(operation.payload, "from"), to = text_of(operation.payload, "to");
  co_return co_await commit(context, operation, [&](pg::Transaction& tx) -> Task<Result<>> {
    co_await tenants_.switch_slug(tx, operation.tenant_id, from);
    co_await tenants_.release_slug(tx, operation.tenant_id, to, operation.created_at);
    co_return Result<>{};
  });
}

Task<Result<StackStatus>> Lifecycle::rename_at_node(const Context& context, const Claimed& operation, std::string from, std::string to) {
  const auto stack = co_await stacks_.find(context, operation.tenant_id);
  if (!stack) co_return fail(Errc::conflict, "This tenant has no stack.");
  co_return co_await node_.rename(context, std::move(from), *stack, std::move(to));
}

Task<Result<>> Lifecycle::rename_stack(const Context& context, const Claimed& operation) {
  auto renamed = co_await rename_at_node(context, operation, text_of(operation.payload, "from"), text_of(operation.payload, "to"));
  if (!renamed) co_return Failure(renamed.error());
  co_return Result<>{};
}

Task<Result<>> Lifecycle::rename_stack_back(const Context& context, const Claimed& operation) {
  const auto from = text_of(operation.payload, "from"), to = text_of(operation.payload, "to");
  auto renamed = co_await node_.find(context, to);
  if (!renamed) co_return Failure(renamed.error());
  const auto stack = co_await stacks_.find(context, operation.tenant_id);
  if (!*renamed || !stack || (*renamed)->stack_id != *stack) co_return Result<>{};  // it never came to that
  auto back = co_await rename_at_node(context, operation, to, from);
  if (!back) co_return Failure(back.error());
  co_return Result<>{};
}

/// In whatever state the stack is: who sleeps is not woken for it.
Task<Result<>> Lifecycle::limit(const Context& context, const Claimed& operation, std::string plan) {
  auto present = co_await node_.find(context, operation.tenant);
  if (!present) co_return Failure(present.error());
  if (!*present) co_return operation.is_undoing ? Result<>{} : fail(Errc::conflict, "The node does not know this tenant's stack.");
  auto limited = co_await node_.ensure(context, {.slug = operation.tenant, .stack_id = (*present)->stack_id, .state = (*present)->state,
                                                 .limits = limits_of(plan)});
  if (!limited) co_return Failure(limited.error());
  co_return Result<>{};
}

Task<Result<>> Lifecycle::apply_limits(const Context& context, const Claimed& operation) {
  return limit(context, operation, text_of(operation.payload, "to"));
}

Task<Result<>> Lifecycle::apply_old_limits(const Context& context, const Claimed& operation) {
  return limit(context, operation, text_of(operation.payload, "from"));
}

Task<Result<>> Lifecycle::set_plan(const Context& context, const Claimed& operation) {
  const auto from = text_of(operation.payload, "from"), to = text_of(operation.payload, "to");
  co_return co_await commit(context, operation, [&](pg::Transaction& tx) -> Task<Result<>> {
    co_await tenants_.set_plan(tx, operation.tenant_id, to);
    co_await record(tx, on_behalf_of(context, operation), {.tenant = operation.tenant, .action = "tenant.plan_moved", .target = operation.tenant,
                                                           .before = json::Object{{"plan", from}}, .after = json::Object{{"plan", to}}});
    co_return Result<>{};
  });
}

Task<Result<>> Lifecycle::hibernate_stack(const Context& context, const Claimed& operation) {
  auto asleep = co_await bring(context, operation, StackState::hibernated);
  if (!asleep) co_return Failure(asleep.error());
  co_return Result<>{};
}

Task<Result<>> Lifecycle::match_stack(const Context& context, const Claimed& operation) {
  const auto stack = co_await stacks_.find(context, operation.tenant_id);
  const auto tenant = co_await tenants_.find(context, operation.tenant);
  if (!stack || !tenant) co_return fail(Errc::conflict, "This tenant has no stack.");
  const auto all = co_await node_.list(context);
  if (!all) co_return Failure(all.error());
  const auto present = std::ranges::find(*all, *stack, &StackStatus::stack_id);
  const bool is_there = present != all->end() && present->state != StackState::absent;
  if (!is_there && tenant->status == TenantStatus::archived)
    co_return fail(Errc::conflict, "The node has no archive of this tenant. It must be brought back from a backup.");
  if (is_there && present->slug != operation.tenant) {
    auto renamed = co_await node_.rename(context, present->slug, *stack, operation.tenant);
    if (!renamed) co_return Failure(renamed.error());
  }
  const auto state = is_there ? std::optional(present->state) : std::nullopt;
  StackWish wish{.slug = operation.tenant, .stack_id = *stack, .state = wanted_state(tenant->status, state), .limits = limits_of(operation.plan)};
  // Where its data still is, the node takes it up; where it is not, the stack begins anew, and needs a secret for that.
  if (!is_there) wish.secret = co_await new_secret(context, operation);
  auto matched = co_await node_.ensure(context, wish);
  if (!matched) co_return Failure(matched.error());
  secrets_.erase(operation.id.value);
  co_await tenants_.set_stack(context, operation.tenant_id, wish.state);
  co_return Result<>{};
}

}  // namespace mvp::tenants
