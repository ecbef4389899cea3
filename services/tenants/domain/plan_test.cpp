#include "domain/plan.hpp"

#include <gtest/gtest.h>

#include "mvp/json/codec.hpp"

namespace mvp::tenants {
namespace {

TEST(Plans, an_unknown_one_is_refused_with_the_names_of_those_there_are) {
  const auto refused = find_plan("gold");
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error(), (Error{Errc::invalid, "must be one of: free, standard, business", "/plan"}));
  EXPECT_EQ(find_plan("business")->limits.idle_after_s, 0);
}

TEST(Plans, a_dearer_one_never_allows_less) {
  for (std::size_t i = 1; i < tenant_plans.size(); ++i) {
    const auto &less = tenant_plans[i - 1].limits, &more = tenant_plans[i].limits;
    for (const auto limit : {&Limits::memory_mb, &Limits::cpu_percent, &Limits::processes, &Limits::disk_mb, &Limits::requests_per_s,
                             &Limits::vehicles, &Limits::members})
      EXPECT_LE(less.*limit, more.*limit) << tenant_plans[i].name;
  }
}

TEST(Plans, a_name_no_longer_sold_has_the_default_plans_limits) { EXPECT_EQ(limits_of("gold"), limits_of(default_plan)); }

TEST(Plans, a_full_garage_says_how_many_its_plan_allows) {
  EXPECT_FALSE(refuse_member("free", 4));
  EXPECT_EQ(refuse_member("free", 5)->detail, "This garage has 5 members, as many as its plan \"free\" allows.");
}

}  // namespace
}  // namespace mvp::tenants
