#include "operations/cancellation.hpp"

#include "domain/audit_trail.hpp"
#include "domain/operation_shape.hpp"

namespace mvp::tenants {

Task<Result<Operation>> cancel(pg::Database& db, OperationRepository& operations, const Context& context, OperationId id) {
  co_return co_await db.transaction(context, [&](pg::Transaction& tx) -> Task<Result<Operation>> {
    auto operation = co_await operations.lock(tx, id);
    if (!operation) co_return fail(Errc::not_found, "There is no such operation.");
    if (!operation->is_finished() && (operation->is_undoing || operation->is_cancel_wanted)) co_return std::move(*operation);
    if (auto refusal = refuse_cancel(operation->kind, operation->state, operation->step)) co_return Failure(*refusal);
    co_await operations.want_cancel(tx, id);
    co_await record(tx, context, {.tenant = operation->tenant, .action = "operation.cancel", .target = id.value,
                                  .before = json::Object{{"kind", json::to_value(operation->kind)}, {"step", json::to_value(operation->step)}}});
    operation->is_cancel_wanted = true;
    co_return std::move(*operation);
  });
}

}  // namespace mvp::tenants
