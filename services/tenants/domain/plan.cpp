#include "domain/plan.hpp"

#include <algorithm>

#include "mvp/json/codec.hpp"

namespace mvp::tenants {

Result<TenantPlan> find_plan(std::string_view name) {
  const auto found = std::ranges::find(tenant_plans, name, &TenantPlan::name);
  if (found != tenant_plans.end()) return *found;
  std::string known;
  for (const auto& plan : tenant_plans) known += (known.empty() ? "" : ", ") + std::string(plan.name);
  return fail(Errc::invalid, "must be one of: " + known, "/plan");
}

const Limits& limits_of(std::string_view plan) {
  const auto named = [](std::string_view name) { return std::ranges::find(tenant_plans, name, &TenantPlan::name); };
  const auto found = named(plan);
  return (found == tenant_plans.end() ? named(default_plan) : found)->limits;
}

std::optional<Error> refuse_member(std::string_view plan, std::int64_t members) {
  if (members < limits_of(plan).members) return std::nullopt;
  return Error{Errc::conflict, "This garage has " + std::to_string(members) + " members, as many as its plan \"" + std::string(plan) + "\" allows.", {}, "garage_full"};
}

std::string limits_sql(std::string_view column) {
  json::Object all;
  for (const auto& plan : tenant_plans) all[plan.name] = json::to_value(plan.limits);
  return "coalesce('" + json::serialize(all) + "'::jsonb -> " + std::string(column) + ", '" + json::encode(limits_of(default_plan)) + "'::jsonb)";
}

}  // namespace mvp::tenants
