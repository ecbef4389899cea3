#include "app/stack_check.hpp"

#include <boost/asio/this_coro.hpp>

#include "app/test_outbox.hpp"
#include "app/test_process.hpp"

namespace mvp::tenants {
namespace {

using namespace std::chrono_literals;

const std::string tenants = "/api/v1/tenants";

Task<StackDifferences> check(TestProcess& process) {
  const Context context{.deadline = std::chrono::steady_clock::now() + 30s};
  auto found = co_await check_stacks(process.db(), process.node(), context, 60s);
  co_return found.value();
}

Task<> found(const Callers& callers, TestProcess& process, std::initializer_list<std::string> ids) {
  for (const auto& id : ids) co_await callers.operator_().post(tenants, R"({"id":")" + id + "\"}");
  co_await process.work_off();
}

TEST(StackCheck, finds_nothing_to_do_where_all_is_as_it_should_be) {
  on_empty_platform([](TestPlatform& platform, const Callers& callers) -> Task<> {
    TestProcess process(co_await boost::asio::this_coro::executor, platform);
    co_await found(callers, process, {"demo-tenant", "acme-corp"});
    platform.node.become("acme-corp", StackState::hibernated);  // by itself, as idle stacks do
    const auto calls = platform.node.calls.load();
    const auto first = co_await check(process);
    EXPECT_TRUE(first.to_repair.empty());
    EXPECT_TRUE(first.unknown.empty());
    EXPECT_EQ(first.to_note.size(), 1U);
    const auto noted = co_await callers.operator_().get(tenants + "/acme-corp");
    EXPECT_EQ(field(noted, "/stack"), "hibernated");
    const auto second = co_await check(process);
    EXPECT_TRUE(second.to_note.empty());
    EXPECT_EQ(platform.node.calls, calls);
    EXPECT_EQ(ask(platform.database, "SELECT count(*) FROM operations WHERE kind = 'repair'"), "0");
  });
}

TEST(StackCheck, repairs_stacks_that_are_lost_misnamed_or_in_the_wrong_state) {
  on_empty_platform([](TestPlatform& platform, const Callers& callers) -> Task<> {
    const auto root = callers.operator_();
    TestProcess process(co_await boost::asio::this_coro::executor, platform);
    co_await found(callers, process, {"lost-one", "misnamed", "packed-away", "unpacked"});
    co_await root.post(tenants + "/unpacked/suspend");
    co_await root.post(tenants + "/unpacked/archive");
    co_await process.work_off();
    const auto misnamed = platform.node.id_of("misnamed");
    const auto digest = "SELECT service_secret_sha256 FROM stacks WHERE tenant_id = (SELECT id FROM tenants WHERE slug = 'lost-one')";
    const auto secret = ask(platform.database, digest);
    platform.node.lose("lost-one");
    platform.node.lose("misnamed");
    platform.node.become("other-name", StackState::running, misnamed);
    platform.node.become("packed-away", StackState::archived);
    platform.node.become("unpacked", StackState::hibernated);
    const auto differences = co_await check(process);
    EXPECT_EQ(differences.to_repair.size(), 4U);
    co_await process.work_off();
    EXPECT_EQ(ask(platform.database, "SELECT string_agg(DISTINCT state, ',') FROM operations WHERE kind = 'repair'"), "done");
    EXPECT_EQ(platform.node.state_of("lost-one"), "hibernated");
    EXPECT_NE(ask(platform.database, digest), secret) << "what begins anew needs a secret to show";
    EXPECT_EQ(platform.node.id_of("misnamed"), misnamed);
    EXPECT_EQ(platform.node.state_of("misnamed"), "running");
    EXPECT_EQ(platform.node.state_of("packed-away"), "hibernated");
    EXPECT_EQ(platform.node.state_of("unpacked"), "archived");
    const auto again = co_await check(process);
    EXPECT_TRUE(again.to_repair.empty());
    const auto audit = co_await root.get(tenants + "/misnamed/audit");
    EXPECT_EQ(field(audit, "/items/0/action"), "tenant.repair");
    EXPECT_EQ(field(audit, "/items/0/actor"), "platform");
  });
}

TEST(StackCheck, reports_a_stack_it_does_not_know_and_leaves_it_alone) {
  on_empty_platform([](TestPlatform& platform, const Callers& callers) -> Task<> {
    TestProcess process(co_await boost::asio::this_coro::executor, platform);
    co_await found(callers, process, {"demo-tenant"});
    platform.node.become("nobodys", StackState::running, "00000000-0000-4000-8000-000000000000");
    const auto differences = co_await check(process);
    EXPECT_EQ(differences.unknown.size(), 1U);
    EXPECT_EQ(differences.unknown.at(0).slug, "nobodys");
    co_await process.work_off();
    EXPECT_EQ(platform.node.state_of("nobodys"), "running");
  });
}

TEST(StackCheck, says_of_a_lost_archive_that_only_a_backup_helps) {
  on_empty_platform([](TestPlatform& platform, const Callers& callers) -> Task<> {
    const auto root = callers.operator_();
    TestProcess process(co_await boost::asio::this_coro::executor, platform);
    co_await found(callers, process, {"demo-tenant"});
    co_await root.post(tenants + "/demo-tenant/suspend");
    co_await root.post(tenants + "/demo-tenant/archive");
    co_await process.work_off();
    platform.node.lose("demo-tenant");
    co_await check(process);
    co_await process.work_off();
    const auto operations = co_await root.get("/api/v1/operations?tenant=demo-tenant");
    EXPECT_EQ(field(operations, "/items/0/state"), "failed");
    EXPECT_EQ(field(operations, "/items/0/error"), "match_stack: The node has no archive of this tenant. It must be brought back from a backup.");
    EXPECT_EQ(platform.node.count(), 0U);
  });
}

TEST(StackCheck, leaves_a_tenant_to_the_operation_that_changes_it) {
  on_empty_platform([](TestPlatform& platform, const Callers& callers) -> Task<> {
    const auto root = callers.operator_();
    TestProcess process(co_await boost::asio::this_coro::executor, platform);
    co_await found(callers, process, {"demo-tenant"});
    co_await root.post(tenants + "/demo-tenant/hibernate");
    platform.node.lose("demo-tenant");
    const auto differences = co_await check(process);
    EXPECT_TRUE(differences.to_repair.empty());
  });
}

TEST(StackCheck, is_done_at_the_start_of_the_process) {
  on_empty_platform([](TestPlatform& platform, const Callers& callers) -> Task<> {
    TestProcess process(co_await boost::asio::this_coro::executor, platform);
    co_await found(callers, process, {"demo-tenant"});
    platform.node.lose("demo-tenant");
    const ReconcilerThread reconciler(platform.shared);
    const auto until = std::chrono::steady_clock::now() + 20s;
    boost::asio::steady_timer pause(co_await boost::asio::this_coro::executor);
    while (platform.node.count() == 0 && std::chrono::steady_clock::now() < until) {
      pause.expires_after(20ms);
      co_await pause.async_wait(boost::asio::use_awaitable);
    }
    EXPECT_EQ(platform.node.state_of("demo-tenant"), "hibernated");
  });
}

}  // namespace
}  // namespace mvp::tenants
