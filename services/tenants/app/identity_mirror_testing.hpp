#pragma once
// The identity mirror in tests, against a real Management API in Auth0's shape in this process.
#include "app/test_outbox.hpp"
#include "identity_mirror/mirror.hpp"
#include "mvp/oidc_testing/management_api.hpp"

namespace mvp::tenants {

using oidc_testing::ManagementApi;

/// How to reach that API as its client.
inline ManagementConfig config_of(const ManagementApi& api) {
  return {.url = api.url(), .audience = api.audience(), .client_id = ManagementApi::client_id, .client_secret = ManagementApi::client_secret};
}

/// A mirror of a test's platform, worked by hand.
class TestMirror {
 public:
  TestMirror(boost::asio::any_io_executor executor, const TestPlatform& platform, ManagementConfig config)
      : database_(platform.database),
        client_(executor),
        db_(executor, pg::DatabaseConfig{.conninfo = platform.database}),
        mirror_(executor, db_, client_, {.management = std::move(config)}) {}

  pg::Database& db() { return db_; }
  http::Client& client() { return client_; }

  Task<IdentityMirror::Turn> run_one() { return mirror_.run_one(); }
  /// Tells the provider of everybody who is due, until it wants to be left alone. @return how many turns that took.
  Task<int> work_off() {
    int turns = 0;
    for (auto turn = co_await mirror_.run_one(); turn.was_due; turn = co_await mirror_.run_one()) {
      ++turns;
      if (turn.pause.count() > 0) break;
    }
    co_return turns;
  }
  /// Lets all waiting times and leases be over.
  void skip_time() const { query("UPDATE identity_mirror SET next_attempt_at = now() WHERE state = 'waiting'"); }
  std::string query(const std::string& sql) const { return ask(database_, sql); }
  /// "waiting", "mirrored" or "failed"; empty for somebody who is not in the queue's table.
  std::string state(const std::string& sub) const { return query("SELECT state FROM identity_mirror WHERE user_sub = '" + sub + "'"); }
  /// Who is to be told of, by name.
  std::string waiting() const {
    return query("SELECT coalesce(string_agg(substr(user_sub, 7), ' ' ORDER BY user_sub), '') FROM identity_mirror WHERE state = 'waiting'");
  }

 private:
  std::string database_;
  http::Client client_;
  pg::Database db_;
  IdentityMirror mirror_;
};

using MirrorTest = std::function<Task<>(TestPlatform&, const Callers&, ManagementApi&, TestMirror&)>;

/// A platform without a reconciler, with `demo-tenant` and `acme-corp`; nobody is a member of anything. The provider knows mia and nina.
inline void on_mirror(const MirrorTest& body) {
  on_empty_platform([&](TestPlatform& platform, const Callers& callers) -> Task<> {
    ManagementApi api;
    api.add_user("auth0|mia");
    api.add_user("auth0|nina");
    TestMirror mirror(co_await boost::asio::this_coro::executor, platform, config_of(api));
    mirror.query("INSERT INTO tenants (id, slug, name, status) SELECT gen_random_uuid(), slug, slug, 'active' FROM unnest(ARRAY['demo-tenant', 'acme-corp']) slug");
    co_await body(platform, callers, api, mirror);
  });
}

/// A membership, as no route of ours would write it: by hand.
inline void join(const TestMirror& mirror, const std::string& name, const std::string& slug = "demo-tenant", const std::string& role = "member") {
  mirror.query("INSERT INTO memberships (tenant_id, user_sub, role) SELECT id, 'auth0|" + name + "', '" + role + "' FROM tenants WHERE slug = '" + slug + "'");
}

}  // namespace mvp::tenants
