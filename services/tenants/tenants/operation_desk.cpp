#include "tenants/operation_desk.hpp"

namespace mvp::tenants {

Task<Result<Operation>> start_once(pg::Database& db, const OperationDesk& desk, const Context& context, RequestKey key,
                                   std::function<Task<Result<Operation>>(pg::Transaction&)> begin) {
  if (key.key) {
    auto before = co_await desk.find_by_key(context, *key.key, key.request_sha256);
    if (!before) co_return Failure(before.error());
    if (*before) co_return std::move(**before);
  }
  auto operation = co_await db.transaction(context, [&](pg::Transaction& tx) { return begin(tx); });
  if (operation) desk.wake();
  if (!operation && key.key && operation.error().code == Errc::conflict) {  // lost a race against the same request
    auto winner = co_await desk.find_by_key(context, *key.key, key.request_sha256);
    if (winner && *winner) co_return std::move(**winner);
  }
  co_return operation;
}

}  // namespace mvp::tenants
