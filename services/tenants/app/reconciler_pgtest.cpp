#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <csignal>

#include "app/test_platform.hpp"

namespace mvp::tenants {
namespace {

using namespace std::chrono_literals;

Task<http::Response> eventually(const Caller& caller, std::string path, std::string_view pointer, std::string_view wanted) {
  http::Response answer;
  for (int i = 0; i < 200; ++i) {
    answer = co_await caller.get(path);
    if (field(answer, pointer) == wanted) break;
    boost::asio::steady_timer timer(co_await boost::asio::this_coro::executor, 50ms);
    co_await timer.async_wait(boost::asio::use_awaitable);
  }
  co_return answer;
}

TEST(Reconciliation, goes_on_after_a_restart_where_it_was) {
  on_empty_platform([](TestPlatform& platform, const Callers& callers) -> Task<> {
    const auto root = callers.operator_();
    platform.node.status = 503;
    std::string operation;
    {
      const ReconcilerThread first(platform.shared);
      const auto started = co_await root.post("/api/v1/tenants", R"({"id":"demo-tenant"})");
      operation = "/api/v1/operations/" + field(started, "/operation/id");
      const auto stuck = co_await eventually(root, operation, "/error", "start_stack: as told");
      EXPECT_EQ(field(stuck, "/step"), "start_stack");
    }
    const auto meanwhile = co_await root.get("/api/v1/tenants/demo-tenant");
    EXPECT_EQ(field(meanwhile, "/status"), "provisioning");
    platform.node.status = 200;
    const ReconcilerThread second(platform.shared);
    const auto done = co_await eventually(root, operation, "/state", "done");
    EXPECT_EQ(field(done, "/state"), "done");
    EXPECT_EQ(field(done, "/error"), "null");
    const auto tenant = co_await root.get("/api/v1/tenants/demo-tenant");
    EXPECT_EQ(field(tenant, "/status"), "active");
  });
}

TEST(Reconciliation, undoes_what_can_never_work_and_the_tenant_can_be_tried_again) {
  on_empty_platform([](TestPlatform& platform, const Callers& callers) -> Task<> {
    const auto root = callers.operator_();
    const ReconcilerThread reconciler(platform.shared);
    platform.node.status = 422;
    const auto started = co_await root.post("/api/v1/tenants", R"({"id":"demo-tenant"})");
    const auto operation = "/api/v1/operations/" + field(started, "/operation/id");
    const auto refused = co_await eventually(root, operation, "/error", "start_stack: as told");
    EXPECT_EQ(field(refused, "/error"), "start_stack: as told");
    platform.node.status = 200;  // now its removal works, too
    const auto failed = co_await eventually(root, operation, "/state", "failed");
    EXPECT_EQ(field(failed, "/state"), "failed");
    const auto tenant = co_await root.get("/api/v1/tenants/demo-tenant");
    EXPECT_EQ(field(tenant, "/status"), "failed");
    EXPECT_EQ(field(tenant, "/stack"), "absent");
    const auto again = co_await root.post("/api/v1/tenants/demo-tenant/resume?wait=20");
    EXPECT_EQ(field(again, "/tenant/status"), "active") << again.body;
  });
}

TEST(Reconciliation, what_is_past_its_deadline_is_undone) {
  on_empty_platform([](TestPlatform& platform, const Callers& callers) -> Task<> {
    const auto root = callers.operator_();
    platform.shared.settings.operation_deadline = 300ms;
    const ReconcilerThread reconciler(platform.shared);
    platform.node.status = 503;
    const auto started = co_await root.post("/api/v1/tenants", R"({"id":"demo-tenant"})");
    boost::asio::steady_timer timer(co_await boost::asio::this_coro::executor, 600ms);
    co_await timer.async_wait(boost::asio::use_awaitable);
    platform.node.status = 200;
    const auto path = "/api/v1/operations/" + field(started, "/operation/id");
    const auto ended = co_await eventually(root, path, "/state", "failed");
    EXPECT_EQ(field(ended, "/state"), "failed");
  });
}

TEST(Shutdown, sigterm_lets_a_request_that_waits_for_its_tenant_finish) {
  TestPlatform platform;
  platform.node.delay_ms = 500;
  http::Server server({.listen = {"tcp:127.0.0.1:0", "unix:" + platform.scratch.path + "/tenants.sock"}}, serve_with(platform.shared));
  server.bind();
  const ReconcilerThread reconciler(platform.shared);
  std::jthread thread([&] { server.run(); });
  testing::run([&](boost::asio::any_io_executor executor) -> Task<> {
    http::Client client(executor);
    http::ClientRequest request{.method = http::Verb::post, .url = "http://tenants/api/v1/tenants?wait=8", .unix_socket = platform.scratch.path + "/tenants.sock", .body = R"({"id":"demo-tenant"})"};
    request.headers.set("Content-Type", "application/json");
    std::jthread terminate([&] {
      while (platform.node.calls == 0) std::this_thread::yield();
      ::kill(::getpid(), SIGTERM);
    });
    const auto answer = co_await client.send(Context{.deadline = std::chrono::steady_clock::now() + 20s}, std::move(request));
    EXPECT_EQ(answer.status, 201) << answer.body;
  });
}

}  // namespace
}  // namespace mvp::tenants
