#include "domain/operation_shape.hpp"

#include <gtest/gtest.h>

#include <boost/mp11.hpp>
#include <fstream>
#include <set>
#include <sstream>

namespace mvp::tenants {
namespace {

template <class Enum>
std::string name_of(Enum value) { return boost::describe::enum_to_string(value, "?"); }

template <class Enum>
std::vector<Enum> all_of() {
  std::vector<Enum> out;
  boost::mp11::mp_for_each<boost::describe::describe_enumerators<Enum>>([&](auto one) { out.push_back(one.value); });
  return out;
}

/// Lines of ARCHITECTURE.md's section "Life of a tenant" that begin so, blanks at both ends cut off.
std::set<std::string> lines_of_the_map(const std::string& beginning) {
  std::ifstream file(std::string(MVP_SOURCE_DIR) + "/ARCHITECTURE.md");
  std::set<std::string> lines;
  std::string line;
  bool is_inside = false;
  while (std::getline(file, line)) {
    if (line.starts_with("## ")) is_inside = line == "## Life of a tenant";
    line.erase(0, line.find_first_not_of(' '));
    line.erase(line.find_last_not_of(' ') + 1);
    if (is_inside && line.starts_with(beginning)) lines.insert(line);
  }
  return lines;
}

std::string joined(const std::vector<std::string>& words) {
  std::string out;
  for (const auto& word : words) out += (out.empty() ? "" : ", ") + word;
  return out;
}

/// "| archive | suspended | archive_stack, mark_archived* |": a star is where the way back ends.
std::string row_of(const OperationShape& shape) {
  std::vector<std::string> states, steps;
  for (const auto state : shape.begins_in) states.push_back(name_of(state));
  for (const auto& step : shape.steps) steps.push_back(std::string(step.name) + (step.is_past_return ? "*" : ""));
  return "| `" + name_of(shape.kind) + "` | " + joined(states) + " | " + (steps.empty() ? "the request's own commit" : joined(steps)) + " |";
}

TEST(OperationShapes, every_kind_has_one) {
  for (const auto kind : all_of<OperationKind>()) EXPECT_EQ(shape_of(kind).kind, kind);
  EXPECT_EQ(operation_shapes().size(), all_of<OperationKind>().size());
}

TEST(OperationShapes, together_do_exactly_what_a_tenant_may_become) {
  std::set<std::pair<TenantStatus, TenantStatus>> done, allowed;
  for (const auto& shape : operation_shapes())
    for (const auto& change : shape.transitions) done.emplace(change.from, change.to);
  for (const auto from : all_of<TenantStatus>())
    for (const auto to : all_of<TenantStatus>())
      if (may_become(from, to)) allowed.emplace(from, to);
  EXPECT_EQ(done, allowed);
}

TEST(OperationShapes, are_the_state_diagram_of_the_map) {
  std::set<std::string> drawn = lines_of_the_map("provisioning -->"), coded;
  for (const auto status : all_of<TenantStatus>()) drawn.merge(lines_of_the_map(name_of(status) + " -->"));
  for (const auto& shape : operation_shapes())
    for (const auto& change : shape.transitions)
      coded.insert(name_of(change.from) + " --> " + name_of(change.to) + ": " + name_of(shape.kind) + (change.is_by_undoing ? " undone" : ""));
  EXPECT_EQ(drawn, coded);
}

TEST(OperationShapes, are_the_steps_of_the_map) {
  std::set<std::string> coded;
  for (const auto& shape : operation_shapes()) coded.insert(row_of(shape));
  EXPECT_EQ(lines_of_the_map("| `"), coded);
}

TEST(OperationShapes, once_past_return_stay_there) {
  for (const auto& shape : operation_shapes())
    for (std::size_t i = 1; i < shape.steps.size(); ++i)
      EXPECT_TRUE(shape.steps[i].is_past_return || !shape.steps[i - 1].is_past_return) << name_of(shape.kind);
}

TEST(Beginnings, are_refused_with_the_states_they_need) {
  EXPECT_FALSE(refuse_begin(OperationKind::archive, TenantStatus::suspended));
  EXPECT_EQ(refuse_begin(OperationKind::archive, TenantStatus::active)->detail, "Only a suspended tenant can be archived; this one is active.");
  EXPECT_EQ(refuse_begin(OperationKind::resume, TenantStatus::purged)->detail, "Only a suspended or failed tenant can be resumed; this one is purged.");
  EXPECT_EQ(refuse_begin(OperationKind::purge, TenantStatus::active)->detail, "Only an archived tenant can be purged; this one is active.");
}

TEST(Cancellations, are_refused_when_it_is_over_or_too_late) {
  using enum OperationState;
  EXPECT_FALSE(refuse_cancel(OperationKind::purge, pending, std::nullopt));
  EXPECT_FALSE(refuse_cancel(OperationKind::archive, running, "archive_stack"));
  EXPECT_FALSE(refuse_cancel(OperationKind::wake, pending, "wake_stack"));
  EXPECT_EQ(refuse_cancel(OperationKind::wake, running, "wake_stack")->detail, "It is too late: its last step, wake_stack, is under way.");
  EXPECT_EQ(refuse_cancel(OperationKind::purge, pending, "remove_stack")->detail, "It is too late: from the step remove_stack on there is no way back.");
  EXPECT_EQ(refuse_cancel(OperationKind::purge, done, "mark_purged")->detail, "This operation is over: it is done.");
}

}  // namespace
}  // namespace mvp::tenants
