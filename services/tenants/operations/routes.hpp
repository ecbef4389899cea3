#pragma once
#include "mvp/http/router.hpp"
#include "operations/bell.hpp"
#include "operations/repository.hpp"

namespace mvp::tenants {

/// /api/v1/operations: how a change is getting on, and taking it back.
struct OperationsFeature {
  pg::Database& db;
  OperationRepository& operations;
  Bell& work;
  Bell& done;
};

void mount(OperationsFeature& feature, http::Router& router);

/// Waits until the operation is finished, at most so long. @return it as it is then.
Task<Operation> await_end(OperationRepository& operations, Bell& done, const Context& context, Operation operation, std::chrono::seconds at_most);

}  // namespace mvp::tenants
