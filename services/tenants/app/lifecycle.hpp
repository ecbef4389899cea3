#pragma once
#include <map>

#include "app/node_client.hpp"
#include "memberships/repository.hpp"
#include "operations/step.hpp"
#include "service_tokens/repository.hpp"
#include "tenants/repository.hpp"

namespace mvp::tenants {

/// The steps of a tenant's operations, over the slices that hold its parts.
///   create: allocate_stack, start_stack, activate; undone: stack absent, its row gone, tenant failed
///   resume: start_stack, activate; undone: the tenant stays suspended
class Lifecycle {
 public:
  Lifecycle(pg::Database& db, NodeClient& node)
      : db_(db), node_(node), tenants_(db), memberships_(db), stacks_(db), operations_(db) {}

  /// Holds references to this object.
  Plan plan();

 private:
  Task<Result<>> allocate_stack(const Context& context, const Claimed& operation);
  Task<Result<>> start_new_stack(const Context& context, const Claimed& operation);
  Task<Result<>> start_own_stack(const Context& context, const Claimed& operation);
  Task<Result<>> remove_stack(const Context& context, const Claimed& operation);
  Task<Result<>> activate(const Context& context, const Claimed& operation);
  Task<Result<>> mark_failed(const Context& context, const Claimed& operation);

  pg::Database& db_;
  NodeClient& node_;
  TenantRepository tenants_;
  MembershipRepository memberships_;
  StackRepository stacks_;
  OperationRepository operations_;
  std::map<std::string, std::string> secrets_{};  ///< by operation, until it is over: repeated attempts give the node one secret
};

}  // namespace mvp::tenants
