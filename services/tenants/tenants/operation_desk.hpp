#pragma once
#include <functional>

#include "domain/operation.hpp"
#include "mvp/core/context.hpp"
#include "mvp/core/task.hpp"
#include "mvp/pg/database.hpp"

namespace mvp::tenants {

/// What tenants need of operations; the app supplies it.
struct OperationDesk {
  /// @return conflict while another operation of the tenant is open.
  std::function<Task<Result<Operation>>(pg::Transaction&, const Context&, NewOperation)> start;
  /// What this caller started under this key, if anything. @return invalid if it was something else.
  std::function<Task<Result<std::optional<Operation>>>(const Context&, std::string key, std::string request_sha256)> find_by_key;
  /// Ends the tenant's open operation of this kind, if there is one, undoing nothing.
  std::function<Task<>(pg::Transaction&, TenantId, OperationKind)> call_off;
  std::function<void()> wake;  ///< after commit
};

/// What makes a repeated request the same request.
struct RequestKey {
  std::optional<std::string> key{};  ///< Idempotency-Key
  std::string request_sha256{};
};

/// Commits what `begin` does, and wakes the reconciler; unless this caller did it before under this key: then it is the
/// operation of that time.
Task<Result<Operation>> start_once(pg::Database& db, const OperationDesk& desk, const Context& context, RequestKey key,
                                   std::function<Task<Result<Operation>>(pg::Transaction&)> begin);

}  // namespace mvp::tenants
