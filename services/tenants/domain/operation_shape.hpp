#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "domain/operation.hpp"
#include "domain/tenant_status.hpp"
#include "mvp/core/result.hpp"

namespace mvp::tenants {

/// One step of an operation, by name; what it does is the app's (app/lifecycle.hpp).
struct StepShape {
  std::string_view name;
  bool is_past_return = false;  ///< once it has begun, neither a cancellation nor the deadline turns the operation back

  friend bool operator==(const StepShape&, const StepShape&) = default;
};

/// What an operation does to a tenant's status.
struct Transition {
  TenantStatus from{}, to{};
  bool is_by_undoing = false;
};

/// A kind of operation: where it may begin, its steps in order, what becomes of the tenant.
struct OperationShape {
  OperationKind kind{};
  std::string_view participle;  ///< "archived"
  std::vector<TenantStatus> begins_in;
  std::vector<StepShape> steps;  ///< none: it is done with the request's own commit
  std::vector<Transition> transitions;
};

/// All kinds. ARCHITECTURE.md shows the same; domain/operation_shape_test.cpp compares.
const std::vector<OperationShape>& operation_shapes();
const OperationShape& shape_of(OperationKind kind);

/// Why a tenant in this state cannot have that done to it. @return conflict with a sentence; nullopt: it can.
std::optional<Error> refuse_begin(OperationKind kind, TenantStatus status);

/// Why an open operation cannot be cancelled where it is. nullopt: it can, and its steps are undone.
std::optional<Error> refuse_cancel(OperationKind kind, OperationState state, const std::optional<std::string>& step);

}  // namespace mvp::tenants
