#include <gtest/gtest.h>

#include <random>
#include <set>

#include "domain/access.hpp"
#include "domain/slug.hpp"
#include "domain/tenant_status.hpp"

namespace mvp::tenants {
namespace {

Context by(Principal::Kind kind) { return Context{.tenant = {}, .principal = {.kind = kind, .subject = "x"}}; }

TEST(Slugs, are_dns_labels_that_start_with_a_letter) {
  for (const auto* good : {"abc", "demo-tenant", "a1b", "a-b-c"}) EXPECT_TRUE(is_slug(good)) << good;
  for (const auto* bad : {"", "ab", "1ab", "-ab", "ab-", "a--b", "Abc", "a_b", "a.b", "xn--abc"}) EXPECT_FALSE(is_slug(bad)) << bad;
  EXPECT_TRUE(is_slug(std::string(63, 'a')));
  EXPECT_FALSE(is_slug(std::string(64, 'a')));
}

TEST(Slugs, of_the_platform_are_nobodys_and_admin_is_founded_by_the_operator) {
  EXPECT_TRUE(refuse_slug(by(Principal::Kind::operator_), "www"));
  EXPECT_TRUE(refuse_slug(by(Principal::Kind::user), "admin"));
  EXPECT_FALSE(refuse_slug(by(Principal::Kind::operator_), "admin"));
}

TEST(TenantStates, no_walk_leaves_purged_or_skips_suspension) {
  constexpr TenantStatus all[] = {TenantStatus::provisioning, TenantStatus::active, TenantStatus::suspended,
                                  TenantStatus::archived, TenantStatus::purged, TenantStatus::failed};
  std::mt19937 random(7);
  for (int walk = 0; walk < 500; ++walk) {
    auto state = TenantStatus::provisioning;
    bool was_suspended = false;
    for (int step = 0; step < 40; ++step) {
      const auto to = all[random() % 6];
      if (!may_become(state, to)) continue;
      EXPECT_NE(state, TenantStatus::purged);
      EXPECT_NE(state, to);
      was_suspended = was_suspended || to == TenantStatus::suspended;
      if (to == TenantStatus::archived || to == TenantStatus::purged) EXPECT_TRUE(was_suspended);
      state = to;
    }
  }
}

TEST(TenantStates, every_one_can_be_reached) {
  std::set<TenantStatus> reached{TenantStatus::provisioning};
  for (int round = 0; round < 6; ++round)
    for (const auto from : std::set(reached))
      for (const auto to : {TenantStatus::active, TenantStatus::suspended, TenantStatus::archived, TenantStatus::purged, TenantStatus::failed})
        if (may_become(from, to)) reached.insert(to);
  EXPECT_EQ(reached.size(), 6U);
}

TEST(Rules, a_service_is_no_person_and_a_garage_is_of_one_tenant) {
  auto garage = by(Principal::Kind::service);
  garage.principal.subject = "garage";
  garage.principal.tenant = garage.tenant = "demo-tenant";
  EXPECT_FALSE(garage_service.refuse(garage));
  EXPECT_EQ(user.refuse(garage)->code, Errc::forbidden);
  EXPECT_EQ(landing_service.refuse(garage)->code, Errc::forbidden);
  garage.tenant = "acme-corp";
  EXPECT_EQ(*garage_service.refuse(garage), no_such_tenant());
  EXPECT_EQ(tenant_member.refuse(by(Principal::Kind::nobody))->code, Errc::unauthenticated);
}

}  // namespace
}  // namespace mvp::tenants
