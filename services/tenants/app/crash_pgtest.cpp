#include <boost/asio/this_coro.hpp>

#include "app/test_process.hpp"
#include "domain/operation_shape.hpp"

namespace mvp::tenants {
namespace {

using enum OperationKind;

const std::string tenants = "/api/v1/tenants";

/// How a kind of operation is asked for, what the tenant was before and what it is after.
struct Case {
  OperationKind kind;
  std::vector<std::string> before;  ///< calls that lead there: "suspend", "archive", ...
  std::string call, body;
  std::string status, stack;  ///< in the end
  std::string status_undone, stack_undone;
  std::string plan = "standard";
};

const std::vector<Case>& cases() {
  static const std::vector<Case> all{
      {create, {}, "", R"({"id":"ID","admin_user_id":"auth0|rita"})", "active", "running", "failed", "none"},
      {resume, {"suspend"}, "resume", "", "active", "running", "suspended", "running"},
      {archive, {"suspend"}, "archive", "", "archived", "archived", "suspended", "hibernated"},
      {restore, {"suspend", "archive"}, "restore", R"({"to":"active"})", "active", "running", "archived", "archived"},
      {purge, {"suspend", "archive"}, "purge", R"({"confirm":"ID","force":true})", "purged", "none", "archived", "none"},
      {rename, {}, "rename", R"({"to":"new-ID"})", "active", "running", "active", "running"},
      {move_plan, {}, "plan", R"({"plan":"business"})", "active", "running", "active", "running", "business"},
      {hibernate, {}, "hibernate", "", "active", "hibernated", "active", "running"},
      {wake, {"hibernate"}, "wake", "", "active", "running", "active", "hibernated"},
  };
  return all;
}

std::string named(std::string text, const std::string& id) {
  if (const auto at = text.find("ID"); at != std::string::npos) text.replace(at, 2, id);
  return text;
}

/// A tenant of its own for one death, in the state where the operation begins.
Task<> found(const Callers& callers, TestProcess& process, const Case& test, const std::string& id) {
  const auto root = callers.operator_();
  if (test.kind != create) co_await root.post(tenants, R"({"id":")" + id + R"(","admin_user_id":"auth0|rita"})");
  co_await process.work_off();
  for (const auto& call : test.before) {
    const auto answer = co_await root.post(tenants + '/' + id + '/' + call);
    if (answer.status >= 300) throw std::runtime_error("cannot prepare the tenant: " + answer.body);
    co_await process.work_off();
  }
}

Task<std::string> begin(const Callers& callers, const Case& test, const std::string& id) {
  const auto path = test.kind == create ? tenants : tenants + '/' + id + '/' + test.call;
  const auto started = co_await callers.operator_().post(path, named(test.body, id));
  if (started.status != 202) throw std::runtime_error("cannot begin: " + started.body);
  co_return field(started, "/operation/id");
}

std::size_t of(OperationKind kind) { return shape_of(kind).steps.size(); }

TEST(Crashes, between_any_two_steps_of_any_operation_the_next_process_ends_it_as_if_nothing_had_been) {
  on_empty_platform([](TestPlatform& platform, const Callers& callers) -> Task<> {
    const auto executor = co_await boost::asio::this_coro::executor;
    const auto root = callers.operator_();
    int deaths = 0;
    for (const auto& test : cases())
      for (std::size_t at = 0; at < of(test.kind); ++at)
        for (const auto when : {Death::before_it, Death::after_it}) {
          const auto id = "tenant-" + std::to_string(++deaths);
          SCOPED_TRACE(test.call + " at step " + std::to_string(at) + (when == Death::after_it ? ", done" : ", not done"));
          TestProcess healthy(executor, platform);
          co_await found(callers, healthy, test, id);
          const auto operation = co_await begin(callers, test, id);
          TestProcess dead(executor, platform, [&](Plan& plan, pg::Database& db) {
            auto& step = plan.at(test.kind).at(at);
            step.run = dying(db, step.run, when);
          });
          co_await dead.run_one();
          const auto left = co_await root.get("/api/v1/operations/" + operation);
          EXPECT_EQ(field(left, "/state"), "running");
          TestProcess next(executor, platform);
          co_await next.work_off();
          const auto ended = co_await root.get("/api/v1/operations/" + operation);
          EXPECT_EQ(field(ended, "/state"), "done") << ended.body;
          const auto now = test.kind == rename ? "new-" + id : id;
          const auto tenant = co_await root.get(tenants + '/' + now);
          EXPECT_EQ(field(tenant, "/status"), test.status);
          EXPECT_EQ(field(tenant, "/plan"), test.plan);
          EXPECT_EQ(platform.node.state_of(now), test.stack);
          if (test.kind == purge) EXPECT_EQ(field(ended, "/result/removed"), R"(["pg","redis","files"])");
          const auto members = co_await root.get(tenants + '/' + now + "/members");
          EXPECT_EQ(members.body.find("auth0|rita") == std::string::npos, test.kind == purge) << members.body;
        }
    EXPECT_EQ(deaths, 38);
  });
}

TEST(Crashes, on_the_way_back_leave_the_tenant_as_it_was) {
  on_empty_platform([](TestPlatform& platform, const Callers& callers) -> Task<> {
    const auto executor = co_await boost::asio::this_coro::executor;
    const auto root = callers.operator_();
    int deaths = 0;
    for (const auto& test : cases()) {
      if (test.kind == purge) continue;  // has no way back
      for (std::size_t at = 0; at < of(test.kind); ++at)
        for (const auto when : {Death::before_it, Death::after_it}) {
          const auto id = "tenant-" + std::to_string(++deaths);
          SCOPED_TRACE(test.call + " back at step " + std::to_string(at) + (when == Death::after_it ? ", undone" : ", not undone"));
          TestProcess healthy(executor, platform);
          co_await found(callers, healthy, test, id);
          const auto operation = co_await begin(callers, test, id);
          TestProcess dead(executor, platform, [&](Plan& plan, pg::Database& db) {
            plan.at(test.kind).back().run = refused;
            auto& step = plan.at(test.kind).at(at);
            step.undo = dying(db, step.undo, when);
          });
          co_await dead.run_one();
          TestProcess next(executor, platform);
          co_await next.work_off();
          const auto ended = co_await root.get("/api/v1/operations/" + operation);
          EXPECT_EQ(field(ended, "/state"), "failed") << ended.body;
          EXPECT_NE(field(ended, "/error").find("can never work"), std::string::npos) << ended.body;
          const auto tenant = co_await root.get(tenants + '/' + id);
          EXPECT_EQ(field(tenant, "/status"), test.status_undone);
          EXPECT_EQ(field(tenant, "/plan"), "standard");
          EXPECT_EQ(platform.node.state_of(id), test.stack_undone);
          const auto members = co_await root.get(tenants + '/' + id + "/members");
          EXPECT_EQ(members.body.find("auth0|rita") == std::string::npos, test.kind == create) << members.body;
          if (test.kind == rename) {
            const auto free = co_await root.post(tenants, R"({"id":"new-)" + id + "\"}");
            EXPECT_EQ(free.status, 202) << free.body;
            TestProcess cleaner(executor, platform);
            co_await cleaner.work_off();
          }
        }
    }
    EXPECT_EQ(deaths, 32);
  });
}

}  // namespace
}  // namespace mvp::tenants
