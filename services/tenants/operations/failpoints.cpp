#include "operations/failpoints.hpp"

#include "domain/operation_shape.hpp"

namespace mvp::tenants {

std::string failpoint_of(OperationKind kind, std::string_view step, bool is_undoing, StepInstant when) {
  return std::string(boost::describe::enum_to_string(kind, "?")) + '.' + std::string(step) + (is_undoing ? ".undo" : "") +
         (when == StepInstant::before ? ".before" : ".after");
}

std::vector<std::string> failpoints() {
  std::vector<std::string> all;
  for (const auto& shape : operation_shapes())
    for (const auto& step : shape.steps)
      for (const bool is_undoing : {false, true})
        for (const auto when : {StepInstant::before, StepInstant::after})
          if (!is_undoing || !step.is_past_return) all.push_back(failpoint_of(shape.kind, step.name, is_undoing, when));
  return all;
}

}  // namespace mvp::tenants
