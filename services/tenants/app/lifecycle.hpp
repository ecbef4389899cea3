#pragma once
#include <map>

#include "app/node_client.hpp"
#include "invitations/repository.hpp"
#include "memberships/repository.hpp"
#include "operations/step.hpp"
#include "service_tokens/repository.hpp"
#include "signups/repository.hpp"
#include "tenants/repository.hpp"

namespace mvp::tenants {

/// What the steps of a tenant's operations do, over the slices that hold its parts. Their names and order, and from
/// where there is no way back: domain/operation_shape.cpp.
class Lifecycle {
 public:
  Lifecycle(pg::Database& db, NodeClient& node)
      : db_(db), node_(node), tenants_(db), memberships_(db), signups_(db), invitations_(db), stacks_(db), operations_(db) {}

  /// Holds references to this object.
  Plan plan();

 private:
  using Half = Task<Result<>> (Lifecycle::*)(const Context&, const Claimed&);
  using Change = std::function<Task<Result<>>(pg::Transaction&)>;
  struct Halves {
    Half run, undo;
  };
  static const std::map<std::pair<OperationKind, std::string_view>, Halves>& halves();

  Task<Result<>> nothing(const Context& context, const Claimed& operation);

  // create, resume (lifecycle.cpp)
  Task<Result<>> allocate_stack(const Context& context, const Claimed& operation);
  Task<Result<>> admit_owner(const Context& context, const Claimed& operation);
  Task<Result<>> dismiss_owner(const Context& context, const Claimed& operation);
  Task<Result<>> start_new_stack(const Context& context, const Claimed& operation);
  Task<Result<>> start_own_stack(const Context& context, const Claimed& operation);
  Task<Result<>> remove_new_stack(const Context& context, const Claimed& operation);
  Task<Result<>> activate(const Context& context, const Claimed& operation);
  Task<Result<>> mark_failed(const Context& context, const Claimed& operation);

  // archive, restore, purge (lifecycle_archive.cpp)
  Task<Result<>> archive_stack(const Context& context, const Claimed& operation);
  Task<Result<>> unpack_stack(const Context& context, const Claimed& operation);
  Task<Result<>> take_warning_back(const Context& context, const Claimed& operation);
  Task<Result<>> mark_archived(const Context& context, const Claimed& operation);
  Task<Result<>> restore_stack(const Context& context, const Claimed& operation);
  Task<Result<>> mark_restored(const Context& context, const Claimed& operation);
  Task<Result<>> remove_stack(const Context& context, const Claimed& operation);
  Task<Result<>> forget_people(const Context& context, const Claimed& operation);
  Task<Result<>> mark_purged(const Context& context, const Claimed& operation);

  // rename, move_plan, hibernate, wake, repair (lifecycle_changes.cpp)
  Task<Result<>> switch_name(const Context& context, const Claimed& operation);
  Task<Result<>> switch_name_back(const Context& context, const Claimed& operation);
  Task<Result<>> rename_stack(const Context& context, const Claimed& operation);
  Task<Result<>> rename_stack_back(const Context& context, const Claimed& operation);
  Task<Result<>> apply_limits(const Context& context, const Claimed& operation);
  Task<Result<>> apply_old_limits(const Context& context, const Claimed& operation);
  Task<Result<>> set_plan(const Context& context, const Claimed& operation);
  Task<Result<>> hibernate_stack(const Context& context, const Claimed& operation);
  Task<Result<>> match_stack(const Context& context, const Claimed& operation);

  /// Brings the tenant's own stack into that state and writes down that it is. @return conflict without a stack.
  Task<Result<StackStatus>> bring(const Context& context, const Claimed& operation, StackState state);
  Task<Result<>> limit(const Context& context, const Claimed& operation, std::string plan);
  Task<Result<StackStatus>> rename_at_node(const Context& context, const Claimed& operation, std::string from, std::string to);
  /// A new secret for the stack's garage; only its digest is kept, and the secret itself until the operation is over.
  Task<std::string> new_secret(const Context& context, const Claimed& operation);
  /// One commit of a step; nothing of it when another process holds the operation by now.
  Task<Result<>> commit(const Context& context, const Claimed& operation, Change change);

  pg::Database& db_;
  NodeClient& node_;
  TenantRepository tenants_;
  MembershipRepository memberships_;
  SignupRepository signups_;
  InvitationRepository invitations_;
  StackRepository stacks_;
  OperationRepository operations_;
  std::map<std::string, std::string> secrets_{};  ///< by operation, until it is over: repeated attempts give the node one secret
};

/// The same context for what was asked for by whoever started the operation.
Context on_behalf_of(Context context, const Claimed& operation);
/// A text of the operation's payload; empty where there is none.
std::string text_of(const json::Object& payload, std::string_view name);

}  // namespace mvp::tenants
