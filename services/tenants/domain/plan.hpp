#pragma once
#include <array>
#include <boost/describe.hpp>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "mvp/core/result.hpp"

namespace mvp::tenants {

/// What a plan allows a tenant.
struct Limits {
  std::int64_t idle_after_s = 0;  ///< without requests for so long its stack hibernates; 0: never
  std::int64_t memory_mb = 0;     ///< of the whole stack
  std::int64_t cpu_percent = 0;   ///< of one core
  std::int64_t processes = 0;
  std::int64_t disk_mb = 0;
  std::int64_t requests_per_s = 0;
  std::int64_t vehicles = 0;
  std::int64_t members = 0;

  friend bool operator==(const Limits&, const Limits&) = default;
};
BOOST_DESCRIBE_STRUCT(Limits, (), (idle_after_s, memory_mb, cpu_percent, processes, disk_mb, requests_per_s, vehicles, members))

/// What a tenant may rent.
struct TenantPlan {
  std::string_view name;
  Limits limits;
};

inline constexpr std::string_view default_plan = "standard";

/// All plans there are. The node's limits have room for an import beside an idle stack of some 12 MB.
inline constexpr std::array<TenantPlan, 3> tenant_plans{{
    {"free", {.idle_after_s = 300, .memory_mb = 192, .cpu_percent = 50, .processes = 64, .disk_mb = 512,
              .requests_per_s = 20, .vehicles = 3, .members = 5}},
    {"standard", {.idle_after_s = 900, .memory_mb = 256, .cpu_percent = 100, .processes = 64, .disk_mb = 2'048,
                  .requests_per_s = 100, .vehicles = 50, .members = 50}},
    {"business", {.idle_after_s = 0, .memory_mb = 1'024, .cpu_percent = 200, .processes = 128, .disk_mb = 20'480,
                  .requests_per_s = 500, .vehicles = 2'000, .members = 1'000}},
}};

/// @return invalid, at /plan, with the names there are.
Result<TenantPlan> find_plan(std::string_view name);

/// The default plan's for a name that is no longer sold.
const Limits& limits_of(std::string_view plan);

/// Why nobody more can become a member where so many are. nullopt: there is room.
std::optional<Error> refuse_member(std::string_view plan, std::int64_t members);

/// `limits_of` as an SQL expression over a column that holds a plan's name: a jsonb object.
std::string limits_sql(std::string_view column);

}  // namespace mvp::tenants
