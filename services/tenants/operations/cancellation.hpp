#pragma once
#include "operations/repository.hpp"

namespace mvp::tenants {

/// Asks for an open operation to be undone; one that is being undone already stays as it is. Audited.
/// @return the operation; not_found; conflict with the reason where it is over or past its point of return.
Task<Result<Operation>> cancel(pg::Database& db, OperationRepository& operations, const Context& context, OperationId id);

}  // namespace mvp::tenants
