#pragma once
#include <string>
#include <vector>

#include "domain/operation.hpp"

namespace mvp::tenants {

/// Before a half of a step, or after it: done, and not yet written down.
enum class StepInstant { before, after };

/// What a chaos test calls that instant: "create.start_stack.before", on the way back "create.start_stack.undo.before".
std::string failpoint_of(OperationKind kind, std::string_view step, bool is_undoing, StepInstant when);

/// All that the reconciler can pass. A step from which there is no way back has none on it.
std::vector<std::string> failpoints();

}  // namespace mvp::tenants
