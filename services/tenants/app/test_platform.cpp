#include "app/test_platform.hpp"

namespace mvp::tenants {
namespace {

Task<> must(int status, Task<http::Response> call) {
  const auto answer = co_await std::move(call);
  if (answer.status != status) throw std::runtime_error("cannot furnish the platform: " + answer.body);
}

Task<> furnish(const Callers& callers) {
  const auto root = callers.operator_();
  const std::string tenants = "/api/v1/tenants";
  co_await must(201, root.post(tenants + "?wait=20", R"({"id":"demo-tenant","name":"Demo","admin_user_id":"auth0|dora","admin_email":"dora@example.test","admin_name":"dora"})"));
  co_await must(201, root.post(tenants + "?wait=20", R"({"id":"acme-corp","name":"Acme","admin_user_id":"auth0|carl"})"));
  for (const auto& [sub, role] : {std::pair("adam", "admin"), std::pair("mia", "member"), std::pair("vera", "viewer")})
    co_await must(200, root.put(tenants + "/demo-tenant/members/auth0%7C" + sub, std::string(R"({"role":")") + role + "\"}"));
  co_await must(200, root.put("/api/v1/platform-admins/auth0%7Colivia", R"({"email":"olivia@example.test"})"));
}

}  // namespace

void on_empty_platform(const Body& body) {
  TestPlatform platform;
  testing::run([&](boost::asio::any_io_executor executor) -> Task<> {
    const ControlPlane control_plane(executor, platform.shared);
    const Callers callers(platform, control_plane.router());
    co_await body(platform, callers);
  });
}

void on_platform(const Body& body) {
  on_empty_platform([&](TestPlatform& platform, const Callers& callers) -> Task<> {
    const ReconcilerThread reconciler(platform.shared);
    co_await furnish(callers);
    co_await body(platform, callers);
  });
}

}  // namespace mvp::tenants
