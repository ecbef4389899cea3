#pragma once
#include <chrono>

#include "domain/operation.hpp"
#include "domain/page.hpp"
#include "mvp/pg/database.hpp"

namespace mvp::tenants {

/// An operation in the reconciler's hands. Whoever holds `lease` may write; a later claim makes it void.
struct Claimed {
  OperationId id;
  TenantId tenant_id;
  std::string tenant;  ///< slug, as it was when the operation was claimed
  std::string plan;    ///< the tenant's
  OperationKind kind{};
  std::optional<std::string> step;
  bool is_undoing = false;
  bool is_cancel_wanted = false;
  std::int64_t attempts = 0;
  bool is_overdue = false;  ///< past its deadline
  std::string lease;
  std::optional<std::string> error;
  json::Object payload;
  std::string requested_by;
  Instant created_at;
};
BOOST_DESCRIBE_STRUCT(Claimed, (), (id, tenant_id, tenant, plan, kind, step, is_undoing, is_cancel_wanted, attempts, is_overdue, lease, error, payload,
                                    requested_by, created_at))

/// The only file pair that knows the operations table.
class OperationRepository {
 public:
  explicit OperationRepository(pg::Database& db) : db_(db) {}

  Task<std::optional<Operation>> find(const Context& context, OperationId id);
  Task<Page<Operation>> list(const Context& context, PageRequest page, std::optional<std::string> tenant);
  /// What this principal started under this key. @return invalid if the request was another one.
  Task<Result<std::optional<Operation>>> find_by_key(const Context& context, std::string key, std::string request_sha256);

  /// @return conflict while another operation of the tenant is open, or for a key in use.
  Task<Result<Operation>> insert(pg::Transaction& tx, const Context& context, const NewOperation& operation, std::chrono::milliseconds deadline);
  /// Ends the tenant's open operation of this kind as it stands, undoing nothing.
  Task<> call_off(pg::Transaction& tx, TenantId tenant, OperationKind kind);
  Task<std::optional<Operation>> lock(pg::Transaction& tx, OperationId id);
  /// The reconciler is to turn back before it begins another step; at once where it waits.
  Task<> want_cancel(pg::Transaction& tx, OperationId id);
  /// True while the lease is the current one; holds it for the transaction.
  Task<bool> holds(pg::Transaction& tx, const Claimed& operation);

  /// Takes one that is due, for so long. Skips what others hold.
  Task<std::optional<Claimed>> claim(const Context& context, std::chrono::milliseconds lease);
  /// Milliseconds until the next is due; nullopt if none is open.
  Task<std::optional<std::int64_t>> next_due_in_ms(const Context& context);
  /// Makes what a dead process held due at once.
  Task<> release_all(const Context& context);
  /// Moves to `operation`'s step, direction and error with no attempts made, and learns whether it is to be cancelled:
  /// a cancellation comes either before this or sees the new step. @return false if the lease is lost.
  Task<bool> save_step(const Context& context, Claimed& operation);
  /// Adds to the operation's result what a step has found.
  Task<> note(pg::Transaction& tx, const Claimed& operation, json::Object found);
  /// What its steps have found so far.
  Task<json::Value> result(pg::Transaction& tx, const Claimed& operation);
  Task<bool> retry_later(const Context& context, const Claimed& operation, std::chrono::milliseconds delay);
  /// With an audit row where it was undone.
  Task<bool> finish(const Context& context, const Claimed& operation, OperationState state);

 private:
  pg::Database& db_;
};

}  // namespace mvp::tenants
