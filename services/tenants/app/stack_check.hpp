#pragma once
#include <vector>

#include "app/node_client.hpp"
#include "operations/repository.hpp"
#include "tenants/repository.hpp"

namespace mvp::tenants {

/// A tenant's stack as the database has it.
struct ExpectedStack {
  TenantId tenant_id;
  std::string slug, stack_id;
  TenantStatus status{};
  StackState stack_state{};
  bool is_changing = false;  ///< an operation is open, which sees to it
};
BOOST_DESCRIBE_STRUCT(ExpectedStack, (), (tenant_id, slug, stack_id, status, stack_state, is_changing))

/// What a stack is to be for a tenant in that status: what it is already, where that will do.
StackState wanted_state(TenantStatus status, std::optional<StackState> present);

/// How node and database differ.
struct StackDifferences {
  std::vector<ExpectedStack> to_repair;
  std::vector<ExpectedStack> to_note;  ///< right, and asleep or awake other than was written down: `stack_state` is what it is
  std::vector<StackStatus> unknown;    ///< the database knows no such stack: reported, never removed
};

StackDifferences compare(const std::vector<ExpectedStack>& expected, const std::vector<StackStatus>& present);

/// One request to the node, one query, and an operation for each difference: nothing is repaired beside the operations
/// that change the same tenant. Logs what it finds.
/// @return unavailable when the node is away or still takes up its stacks.
Task<Result<StackDifferences>> check_stacks(pg::Database& db, NodeClient& node, const Context& context, std::chrono::milliseconds deadline);

}  // namespace mvp::tenants
