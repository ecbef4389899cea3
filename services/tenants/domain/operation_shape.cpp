#include "domain/operation_shape.hpp"

#include <algorithm>
#include <stdexcept>

namespace mvp::tenants {
namespace {

using enum TenantStatus;
using Kind = OperationKind;

std::string name_of(TenantStatus status) { return boost::describe::enum_to_string(status, "?"); }

std::string with_article(const std::string& word) { return (std::string_view("aeiou").find(word.front()) == std::string_view::npos ? "a " : "an ") + word; }

}  // namespace

const std::vector<OperationShape>& operation_shapes() {
  // A step that is a single commit of our own database is past return: it has happened or it has not, and needs nobody else.
  static const std::vector<OperationShape> shapes{
      {Kind::create, "created", {provisioning}, {{"allocate_stack"}, {"admit_owner"}, {"start_stack"}, {"activate", true}},
       {{provisioning, active}, {provisioning, failed, true}}},
      {Kind::suspend, "suspended", {active, suspended}, {}, {{active, suspended}}},
      {Kind::resume, "resumed", {suspended, failed}, {{"start_stack"}, {"activate", true}}, {{suspended, active}, {failed, provisioning}}},
      {Kind::archive, "archived", {suspended}, {{"archive_stack"}, {"mark_archived", true}}, {{suspended, archived}}},
      {Kind::restore, "restored", {archived}, {{"restore_stack"}, {"mark_restored", true}}, {{archived, suspended}, {archived, active}}},
      {Kind::purge, "purged", {archived}, {{"remove_stack", true}, {"forget_people", true}, {"mark_purged", true}}, {{archived, purged}}},
      {Kind::rename, "renamed", {active, suspended}, {{"switch_name"}, {"rename_stack"}}, {}},
      {Kind::move_plan, "moved to another plan", {active, suspended}, {{"apply_limits"}, {"set_plan", true}}, {}},
      {Kind::hibernate, "put to sleep", {active, suspended}, {{"hibernate_stack"}}, {}},
      {Kind::wake, "woken", {active}, {{"wake_stack"}}, {}},
      {Kind::repair, "repaired", {active, suspended, archived}, {{"match_stack"}}, {}},
  };
  return shapes;
}

const OperationShape& shape_of(OperationKind kind) {
  const auto found = std::ranges::find(operation_shapes(), kind, &OperationShape::kind);
  if (found == operation_shapes().end()) throw std::logic_error("an operation without a shape");
  return *found;
}

std::optional<Error> refuse_begin(OperationKind kind, TenantStatus status) {
  const auto& shape = shape_of(kind);
  if (std::ranges::find(shape.begins_in, status) != shape.begins_in.end()) return std::nullopt;
  std::string states;
  for (const auto from : shape.begins_in) states += states.empty() ? with_article(name_of(from)) : " or " + name_of(from);
  return Error{Errc::conflict, "Only " + states + " tenant can be " + std::string(shape.participle) + "; this one is " + name_of(status) + "."};
}

std::optional<Error> refuse_cancel(OperationKind kind, OperationState state, const std::optional<std::string>& step) {
  const std::string name = step.value_or("");
  if (state != OperationState::pending && state != OperationState::running)
    return Error{Errc::conflict, std::string("This operation is over: it is ") + boost::describe::enum_to_string(state, "?") + "."};
  if (!step) return std::nullopt;
  const auto& steps = shape_of(kind).steps;
  const auto at = std::ranges::find(steps, name, &StepShape::name);
  if (at == steps.end()) throw std::logic_error("operation is at an unknown step: " + name);
  if (at->is_past_return) return Error{Errc::conflict, "It is too late: from the step " + name + " on there is no way back."};
  const bool is_last_and_under_way = at + 1 == steps.end() && state == OperationState::running;
  if (is_last_and_under_way) return Error{Errc::conflict, "It is too late: its last step, " + name + ", is under way."};
  return std::nullopt;
}

}  // namespace mvp::tenants
