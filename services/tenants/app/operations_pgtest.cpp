#include <boost/asio/this_coro.hpp>

#include "app/test_outbox.hpp"
#include "app/test_process.hpp"

namespace mvp::tenants {
namespace {

const std::string tenants = "/api/v1/tenants";
const std::string demo = tenants + "/demo-tenant";

std::string cancel_of(const http::Response& change) { return "/api/v1/operations/" + field(change, "/operation/id") + "/cancel"; }

TEST(Cancelling, a_founding_that_waits_for_the_node_leaves_a_failed_tenant_and_no_stack) {
  on_empty_platform([](TestPlatform& platform, const Callers& callers) -> Task<> {
    const auto root = callers.operator_();
    platform.node.status = 503;
    TestProcess process(co_await boost::asio::this_coro::executor, platform);
    const auto begun = co_await root.post(tenants, R"({"id":"demo-tenant","admin_user_id":"auth0|dora"})");
    co_await process.run_one();
    const auto cancelled = co_await root.post(cancel_of(begun));
    EXPECT_EQ(cancelled.status, 202) << cancelled.body;
    EXPECT_EQ(field(cancelled, "/is_cancel_wanted"), "true");
    platform.node.status = 200;
    co_await process.work_off();
    const auto ended = co_await root.get("/api/v1/operations/" + field(begun, "/operation/id"));
    EXPECT_EQ(field(ended, "/state"), "cancelled") << ended.body;
    EXPECT_EQ(field(ended, "/error"), "It was cancelled.");
    EXPECT_EQ(platform.node.count(), 0U);
    const auto tenant = co_await root.get(demo);
    EXPECT_EQ(field(tenant, "/status"), "failed");
    const auto members = co_await root.get(demo + "/members");
    EXPECT_EQ(field(members, "/items"), "[]");
    const auto audit = co_await root.get(demo + "/audit");
    EXPECT_EQ(field(audit, "/items/0/action"), "operation.undo");
    EXPECT_EQ(field(audit, "/items/1/action"), "operation.cancel");
  });
}

TEST(Cancelling, what_has_not_begun_undoes_what_the_request_itself_did) {
  on_empty_platform([](TestPlatform& platform, const Callers& callers) -> Task<> {
    const auto root = callers.operator_();
    const auto begun = co_await root.post(tenants, R"({"id":"demo-tenant"})");
    co_await root.post(cancel_of(begun));
    TestProcess process(co_await boost::asio::this_coro::executor, platform);
    co_await process.work_off();
    const auto tenant = co_await root.get(demo);
    EXPECT_EQ(field(tenant, "/status"), "failed");
    EXPECT_EQ(platform.node.calls, 0);
  });
}

TEST(Cancelling, between_two_steps_is_seen_before_the_next_one_begins) {
  on_empty_platform([](TestPlatform& platform, const Callers& callers) -> Task<> {
    const auto root = callers.operator_();
    std::string cancel;
    // Asked for while the step before the point of return is under way.
    TestProcess process(co_await boost::asio::this_coro::executor, platform, [&](Plan& plan, pg::Database&) {
      auto& step = plan.at(OperationKind::create).at(2);
      step.run = [&, half = step.run](const Context& context, const Claimed& operation) -> Task<Result<>> {
        auto done = co_await half(context, operation);
        const auto accepted = co_await root.post(cancel);
        EXPECT_EQ(accepted.status, 202) << accepted.body;
        co_return done;
      };
    });
    const auto begun = co_await root.post(tenants, R"({"id":"demo-tenant"})");
    cancel = cancel_of(begun);
    co_await process.work_off();
    const auto tenant = co_await root.get(demo);
    EXPECT_EQ(field(tenant, "/status"), "failed") << "it was never active";
    EXPECT_EQ(platform.node.count(), 0U);
  });
}

TEST(Cancelling, past_the_point_of_return_or_after_the_end_is_refused_with_the_reason) {
  on_empty_platform([](TestPlatform& platform, const Callers& callers) -> Task<> {
    const auto root = callers.operator_();
    TestProcess process(co_await boost::asio::this_coro::executor, platform);
    co_await root.post(tenants, R"({"id":"demo-tenant"})");
    co_await process.work_off();
    co_await root.post(demo + "/suspend");
    const auto archiving = co_await root.post(demo + "/archive");
    co_await process.work_off();
    const auto over = co_await root.post(cancel_of(archiving));
    EXPECT_EQ(over.status, 409);
    EXPECT_EQ(field(over, "/detail"), "This operation is over: it is done.");
    platform.node.status = 503;
    const auto purging = co_await root.post(demo + "/purge", R"({"confirm":"demo-tenant","force":true})");
    co_await process.run_one();
    const auto late = co_await root.post(cancel_of(purging));
    EXPECT_EQ(late.status, 409);
    EXPECT_EQ(field(late, "/detail"), "It is too late: from the step remove_stack on there is no way back.");
    const auto unknown = co_await root.post("/api/v1/operations/00000000-0000-4000-8000-000000000000/cancel");
    EXPECT_EQ(unknown.status, 404);
  });
}

TEST(Deadlines, undo_a_rename_that_the_node_never_does_and_free_the_name) {
  on_empty_platform([](TestPlatform& platform, const Callers& callers) -> Task<> {
    const auto root = callers.operator_();
    TestProcess process(co_await boost::asio::this_coro::executor, platform);
    co_await root.post(tenants, R"({"id":"demo-tenant"})");
    co_await process.work_off();
    platform.node.status = 503;
    const auto begun = co_await root.post(demo + "/rename", R"({"to":"road-runner"})");
    co_await process.run_one();
    const auto meanwhile = co_await root.get(tenants + "/road-runner");
    EXPECT_EQ(field(meanwhile, "/status"), "active");
    ask(platform.database, "UPDATE operations SET deadline = now(), next_attempt_at = now() WHERE state = 'pending'");
    co_await process.work_off();
    const auto ended = co_await root.get("/api/v1/operations/" + field(begun, "/operation/id"));
    EXPECT_EQ(field(ended, "/state"), "failed") << ended.body;
    EXPECT_EQ(field(ended, "/error"), "rename_stack: as told");
    const auto tenant = co_await root.get(demo);
    EXPECT_EQ(field(tenant, "/status"), "active");
    EXPECT_EQ(platform.node.state_of("demo-tenant"), "running");
    platform.node.status = 200;
    const auto free = co_await root.post(tenants, R"({"id":"road-runner"})");
    EXPECT_EQ(free.status, 202) << free.body;
  });
}

TEST(Deadlines, do_not_turn_back_what_is_past_its_point_of_return) {
  on_empty_platform([](TestPlatform& platform, const Callers& callers) -> Task<> {
    const auto root = callers.operator_();
    TestProcess process(co_await boost::asio::this_coro::executor, platform);
    co_await root.post(tenants, R"({"id":"demo-tenant"})");
    co_await process.work_off();
    co_await root.post(demo + "/suspend");
    co_await root.post(demo + "/archive");
    co_await process.work_off();
    platform.node.status = 503;
    co_await root.post(demo + "/purge", R"({"confirm":"demo-tenant","force":true})");
    co_await process.run_one();
    platform.node.status = 200;
    ask(platform.database, "UPDATE operations SET deadline = now(), next_attempt_at = now() WHERE state = 'pending'");
    co_await process.work_off();
    const auto tenant = co_await root.get(demo);
    EXPECT_EQ(field(tenant, "/status"), "purged");
  });
}

TEST(Operators, two_at_once_get_one_operation_and_one_refusal) {
  on_empty_platform([](TestPlatform& platform, const Callers& callers) -> Task<> {
    const auto root = callers.operator_();
    TestProcess process(co_await boost::asio::this_coro::executor, platform);
    co_await root.post(tenants, R"({"id":"demo-tenant"})");
    co_await process.work_off();
    co_await root.post(demo + "/suspend");
    for (const std::string other : {"/archive", "/resume", "/hibernate", "/rename", "/plan"}) {
      const auto first = co_await root.post(demo + "/archive");
      EXPECT_EQ(first.status, 202) << first.body;
      const auto second = co_await root.post(demo + other, other == "/rename" ? R"({"to":"road-runner"})" : other == "/plan" ? R"({"plan":"free"})" : "");
      EXPECT_EQ(second.status, 409) << other;
      EXPECT_EQ(field(second, "/detail"), "Another change of this tenant is under way. Wait for it to finish.") << other;
      co_await root.post(cancel_of(first));
      co_await process.work_off();
    }
  });
}

TEST(Operators, who_repeat_a_request_under_its_key_get_the_operation_it_started) {
  on_empty_platform([](TestPlatform& platform, const Callers& callers) -> Task<> {
    const auto root = callers.operator_();
    TestProcess process(co_await boost::asio::this_coro::executor, platform);
    for (const std::string id : {"demo-tenant", "acme-corp"}) co_await root.post(tenants, R"({"id":")" + id + "\"}");
    co_await process.work_off();
    http::Headers headers;
    headers.set("Idempotency-Key", "k1");
    const auto first = co_await root.send(http::Verb::post, demo + "/plan", R"({"plan":"business"})", headers);
    const auto at_once = co_await root.send(http::Verb::post, demo + "/plan", R"({"plan":"business"})", headers);
    EXPECT_EQ(field(at_once, "/operation/id"), field(first, "/operation/id"));
    co_await process.work_off();
    const auto again = co_await root.send(http::Verb::post, demo + "/plan", R"({"plan":"business"})", headers);
    EXPECT_EQ(field(again, "/operation/id"), field(first, "/operation/id")) << again.body;
    EXPECT_EQ(field(again, "/operation/state"), "done");
    EXPECT_EQ(field(again, "/tenant/plan"), "business");
    const auto elsewhere = co_await root.send(http::Verb::post, tenants + "/acme-corp/plan", R"({"plan":"business"})", headers);
    EXPECT_EQ(elsewhere.status, 422);
  });
}

}  // namespace
}  // namespace mvp::tenants
