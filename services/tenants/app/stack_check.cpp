#include "app/stack_check.hpp"

#include <chrono>
#include <unordered_map>

#include "domain/audit_trail.hpp"
#include "mvp/log/log.hpp"
#include "mvp/metrics/metrics.hpp"

namespace mvp::tenants {
namespace {

Task<std::vector<ExpectedStack>> expected_stacks(pg::Database& db, const Context& context) {
  return db.query<ExpectedStack>(
      context,
      "SELECT t.id AS tenant_id, t.slug, s.stack_id, t.status, t.stack_state, o.id IS NOT NULL AS is_changing FROM stacks s "
      "JOIN tenants t ON t.id = s.tenant_id LEFT JOIN operations o ON o.tenant_id = t.id AND o.state IN ('pending', 'running')");
}

/// A conflict is as good: then somebody changes the tenant at this moment.
Task<> start_repair(pg::Database& db, const Context& context, const ExpectedStack& stack, std::chrono::milliseconds deadline) {
  OperationRepository operations(db);
  const auto started = co_await db.transaction(context, [&](pg::Transaction& tx) -> Task<Result<Operation>> {
    auto operation = co_await operations.insert(tx, context, {.tenant = stack.tenant_id, .kind = OperationKind::repair}, deadline);
    if (operation)
      co_await record(tx, context, {.tenant = stack.slug, .action = "tenant.repair", .target = stack.slug,
                                    .before = json::Object{{"status", json::to_value(stack.status)}, {"stack", json::to_value(stack.stack_state)}}});
    co_return operation;
  });
  log::warn("a stack is not as it should be", {{"tenant", stack.slug}, {"stack", stack.stack_id}, {"operation", started ? started->id.value : "under way"}});
}

bool is_settled(TenantStatus status) {
  return status == TenantStatus::active || status == TenantStatus::suspended || status == TenantStatus::archived;
}

}  // namespace

StackState wanted_state(TenantStatus status, std::optional<StackState> present) {
  if (status == TenantStatus::archived) return StackState::archived;
  const bool is_up = present == StackState::running || present == StackState::hibernated;
  return is_up ? *present : StackState::hibernated;  // whoever comes first wakes it
}

StackDifferences compare(const std::vector<ExpectedStack>& expected, const std::vector<StackStatus>& present) {
  std::unordered_map<std::string_view, const StackStatus*> at_node;
  for (const auto& stack : present) at_node.emplace(stack.stack_id, &stack);
  StackDifferences differences;
  for (const auto& stack : expected) {
    const auto found = at_node.find(stack.stack_id);
    const auto* there = found == at_node.end() ? nullptr : found->second;
    if (there) at_node.erase(found);
    if (stack.is_changing || !is_settled(stack.status)) continue;
    if (!there || there->slug != stack.slug || there->state != wanted_state(stack.status, there->state)) {
      differences.to_repair.push_back(stack);
    } else if (there->state != stack.stack_state) {
      differences.to_note.push_back(stack);
      differences.to_note.back().stack_state = there->state;
    }
  }
  for (const auto& [id, stack] : at_node)
    if (stack->state != StackState::absent) differences.unknown.push_back(*stack);
  return differences;
}

Task<Result<StackDifferences>> check_stacks(pg::Database& db, NodeClient& node, const Context& context, std::chrono::milliseconds deadline) {
  const auto platform = by_platform(context);
  const auto begun = std::chrono::steady_clock::now();
  // The database first: a stack that is made meanwhile is then one too many, which is only reported, and not one too few.
  const auto expected = co_await expected_stacks(db, platform);
  const auto present = co_await node.list(platform);
  if (!present) co_return Failure(present.error());
  auto differences = compare(expected, *present);
  for (const auto& stack : differences.to_repair) co_await start_repair(db, platform, stack, deadline);
  if (!differences.to_note.empty()) {
    TenantRepository tenants(db);
    for (const auto& stack : differences.to_note) co_await tenants.set_stack(platform, stack.tenant_id, stack.stack_state);
  }
  for (const auto& stack : differences.unknown) {
    log::warn("the node has a stack that the database does not know; it is left alone", {{"slug", stack.slug}, {"stack", stack.stack_id}});
    metrics::count("stacks_unknown_total", "Stacks of the node that the database does not know.", {});
  }
  log::info("stacks compared", {{"stacks", std::to_string(present->size())}, {"repairs", std::to_string(differences.to_repair.size())},
                                {"unknown", std::to_string(differences.unknown.size())},
                                {"ms", std::to_string((std::chrono::steady_clock::now() - begun) / std::chrono::milliseconds(1))}});
  co_return differences;
}

}  // namespace mvp::tenants
