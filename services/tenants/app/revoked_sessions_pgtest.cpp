#include "app/test_platform.hpp"

namespace mvp::tenants {
namespace {

const std::string route = "/api/v1/revoked-sessions";

Task<std::string> revoked_at(const Callers& callers, std::string tenant) {
  const auto snapshot = co_await callers.garage(tenant).get("/api/v1/tenants/" + tenant + "/snapshot");
  EXPECT_EQ(snapshot.status, 200) << snapshot.body;
  co_return field(snapshot, "/revoked_sessions");
}

TEST(RevokedSessions, reach_the_garages_whose_member_the_person_is_and_no_other) {
  on_platform([](TestPlatform&, const Callers& callers) -> Task<> {
    EXPECT_EQ(co_await revoked_at(callers, "demo-tenant"), "[]");
    const auto done = co_await callers.landing().post(route, R"({"sub":"auth0|mia","sid":"s1"})");
    EXPECT_EQ(done.status, 204) << done.body;
    const auto at_demo = co_await callers.garage("demo-tenant").get("/api/v1/tenants/demo-tenant/snapshot");
    EXPECT_EQ(field(at_demo, "/revoked_sessions/0/sub"), "auth0|mia");
    EXPECT_EQ(field(at_demo, "/revoked_sessions/0/sid"), "s1");
    EXPECT_GT(std::stoll(field(at_demo, "/revoked_sessions/0/at_ms")), 1'700'000'000'000);
    EXPECT_EQ(co_await revoked_at(callers, "acme-corp"), "[]");
  });
}

TEST(RevokedSessions, of_no_named_person_reach_every_garage) {
  on_platform([](TestPlatform&, const Callers& callers) -> Task<> {
    EXPECT_EQ((co_await callers.landing().post(route, R"({"sub":"","sid":"s1"})")).status, 204);
    EXPECT_NE(co_await revoked_at(callers, "acme-corp"), "[]");
    EXPECT_NE(co_await revoked_at(callers, "demo-tenant"), "[]");
  });
}

TEST(RevokedSessions, twice_is_once_with_the_later_time) {
  on_platform([](TestPlatform&, const Callers& callers) -> Task<> {
    const std::string body = R"({"sub":"auth0|mia","sid":""})";
    EXPECT_EQ((co_await callers.landing().post(route, body)).status, 204);
    const auto first = co_await revoked_at(callers, "demo-tenant");
    auto second = first;
    for (int i = 0; i < 200 && second == first; ++i) {  // until the clock's next millisecond
      EXPECT_EQ((co_await callers.landing().post(route, body)).status, 204);
      second = co_await revoked_at(callers, "demo-tenant");
    }
    EXPECT_EQ(json::parse(second).value().as_array().size(), 1u);
    EXPECT_GT(second, first);
  });
}

TEST(RevokedSessions, are_told_by_the_landing_service_only_and_name_somebody) {
  on_platform([](TestPlatform&, const Callers& callers) -> Task<> {
    const std::string body = R"({"sub":"auth0|mia","sid":"s1"})";
    for (const auto& caller : {callers.person("olivia"), callers.operator_(), callers.garage("demo-tenant")})
      EXPECT_EQ((co_await caller.post(route, body)).status, 403);
    EXPECT_EQ((co_await callers.stranger().post(route, body)).status, 401);
    for (const std::string& wrong : {std::string(R"({"sub":"","sid":""})"), R"({"sub":")" + std::string(256, 'x') + R"(","sid":""})"})
      EXPECT_EQ((co_await callers.landing().post(route, wrong)).status, 422);
    EXPECT_EQ(co_await revoked_at(callers, "demo-tenant"), "[]");
  });
}

}  // namespace
}  // namespace mvp::tenants
