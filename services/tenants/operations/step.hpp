#pragma once
#include <functional>
#include <map>
#include <string>
#include <vector>

#include "operations/repository.hpp"

namespace mvp::tenants {

/// One step of an operation (domain/operation_shape.hpp). Both halves are idempotent: a crash repeats them, and the way
/// back undoes a step that may not have run at all.
/// @return unavailable: try again later; any other error: never will, undo.
struct Step {
  using Half = std::function<Task<Result<>>(const Context&, const Claimed&)>;
  std::string name;
  Half run;
  Half undo;
};

/// The steps of each kind of operation, in order.
using Plan = std::map<OperationKind, std::vector<Step>>;

}  // namespace mvp::tenants
