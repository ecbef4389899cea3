#include <gtest/gtest.h>

#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <fstream>
#include <iostream>
#include <map>

#include "app/key_holder.hpp"
#include "domain/access.hpp"

namespace mvp::garage {
namespace {

std::string name_of(const http::Router::Entry& entry) { return std::string(boost::beast::http::to_string(entry.method)) + " " + entry.path; }

/// "GET /api/vehicles" -> "read", for every operation of the contract whose security names api_key.
std::map<std::string, std::string> contract_scopes() {
  std::ifstream in(std::string(MVP_SOURCE_DIR) + "/api/garage.yaml");
  std::map<std::string, std::string> out;
  std::string path, method;
  constexpr std::string_view security = "      security: [{session: []}, {bearer: []}, {api_key: [";
  for (std::string line; std::getline(in, line);) {
    if (line.starts_with("  /")) path = line.substr(2, line.size() - 3);
    if (line.starts_with("    ") && line.ends_with(":") && line.find_first_not_of(' ') == 4) {
      method = line.substr(4, line.size() - 5);
      for (auto& c : method) c = static_cast<char>(std::toupper(c));
    }
    if (line.starts_with(security)) out[method + " " + path] = line.substr(security.size(), line.find(']', security.size()) - security.size());
  }
  return out;
}

TEST(ApiKeyAccess, the_contract_says_which_scope_opens_which_route_and_read_opens_nothing_but_gets) {
  GarageSite site("admin");
  on_garage(site, [](const Garage& garage) -> Task<> {
    std::map<std::string, std::string> scopes;
    for (const auto& entry : garage.router().entries()) {
      const auto scope = key_scope_of(*entry.access);
      if (!scope) continue;
      scopes[name_of(entry)] = boost::describe::enum_to_string(*scope, "");
      if (*scope == KeyScope::read) EXPECT_EQ(entry.method, http::Verb::get) << entry.path;
      else EXPECT_NE(entry.method, http::Verb::get) << entry.path;
      if (*scope == KeyScope::import) EXPECT_TRUE(entry.path.ends_with("/imports")) << entry.path;
    }
    EXPECT_EQ(scopes, contract_scopes());
    EXPECT_EQ(scopes.size(), 23u);
    co_return;
  });
}

/// What a request with a key of `scopes` whose owner is `role` must meet at a route: may it pass?
bool may_pass(const http::Router::Entry& entry, const std::vector<std::string>& scopes, const std::string& role) {
  const auto has = [&](const char* scope) { return std::ranges::find(scopes, scope) != scopes.end(); };
  const bool may_write = role != "viewer";
  const auto needed = key_scope_of(*entry.access);
  if (!needed) return false;
  switch (*needed) {
    case KeyScope::read: return has("read") || has("write");
    case KeyScope::write: return has("write") && may_write;
    case KeyScope::import: return has("import") && may_write;
  }
  return false;
}

int refusal_of(const http::Router::Entry& entry) { return entry.access == &platform_admin ? 404 : 403; }

/// Every route but those for anyone, with a key of every scope, of every role, at both kinds of tenant.
std::size_t try_every_route(const std::string& tenant) {
  const std::vector<std::vector<std::string>> kinds{{"read"}, {"write"}, {"import"}, {"read", "write", "import"}};
  std::size_t cases = 0;
  GarageSite site(tenant);
  on_garage(site, [&](const Garage& garage) -> Task<> {
    for (const std::string role : {"viewer", "member", "admin", "owner"}) {
      site.let_in("auth0|" + role, role);
      site.platform.make_platform_admin("auth0|" + role);
    }
    for (const std::string role : {"viewer", "member", "admin", "owner"}) {
      for (const auto& scopes : kinds) {
        auto wanted = request_of(http::Verb::post, "/api/api-keys", site.token_of("auth0|" + role), body_of_key(json::encode(scopes)));
        wanted.headers.set("Host", site.settings.host());
        const auto made = co_await garage.answer(std::move(wanted));
        EXPECT_EQ(made.status, 201) << made.body;
        const std::string key(json::parse(made.body)->at("key").as_string());
        for (const auto& entry : garage.router().entries()) {
          if (entry.access == &http::anyone) continue;
          ++cases;
          auto request = request_of(entry.method, with_values(entry.path), key, "{}");
          request.headers.set("Host", site.settings.host());
          const auto answer = co_await garage.answer(std::move(request));
          const auto what = name_of(entry) + " as " + role + " with " + json::encode(scopes) + ": " + answer.body;
          if (may_pass(entry, scopes, role)) {
            EXPECT_NE(answer.status, 401) << what;
            EXPECT_NE(answer.status, 403) << what;
            EXPECT_EQ(answer.body.find("nothing at this address"), std::string::npos) << what;
          } else {
            EXPECT_EQ(answer.status, refusal_of(entry)) << what;
            EXPECT_EQ(answer.content_type, "application/problem+json") << what;
          }
        }
      }
    }
    for (const auto& asked : site.platform.asked()) EXPECT_EQ(asked.authorization, site.platform.service_token()) << asked.target;
  });
  return cases;
}

TEST(ApiKeyAccess, every_route_is_closed_to_every_key_unless_the_route_and_the_owners_role_and_the_scope_open_it) {
  const auto cases = try_every_route("demo-tenant") + try_every_route("admin");
  std::cout << cases << " cases\n";
  EXPECT_GE(cases, 1'000u);
}

TEST(ApiKeyAccess, a_key_of_another_garage_is_an_unknown_one_on_every_route) {
  GarageSite ours, theirs;
  const auto token = theirs.let_in("auth0|mia", "owner");
  ours.let_in("auth0|mia", "owner");
  std::string key;
  on_garage(theirs, [&](const Garage& garage) -> Task<> { key = (co_await make_key(garage, token, R"(["write","import"])")).key; });
  // Twenty wrong keys a minute are answered for an address; each route has one of its own here.
  on_garage(ours, [&](const Garage& garage) -> Task<> {
    int address = 0;
    for (const auto& entry : garage.router().entries()) {
      if (entry.access == &http::anyone) continue;
      auto request = request_of(entry.method, with_values(entry.path), key, "{}");
      request.context.remote = std::to_string(++address);
      const auto answer = co_await garage.answer(std::move(request));
      EXPECT_EQ(answer.status, entry.path.starts_with("/api/") ? 401 : 403) << entry.path << answer.body;
    }
  });
}

Task<int> status_of(const Garage& garage, http::Verb method, std::string key) {
  const auto answer = co_await garage.answer(request_of(method, "/api/vehicles", key, method == http::Verb::post ? R"({"nickname":"Z3"})" : ""));
  co_return answer.status;
}

TEST(ApiKeyAccess, a_demoted_owners_key_writes_no_more_and_a_removed_ones_opens_nothing_within_two_seconds) {
  GarageSite site;
  const auto mia = site.let_in("auth0|mia", "member");
  on_garage(site, [&](const Garage& garage) -> Task<> {
    const auto made = co_await make_key(garage, mia, R"(["write"])");
    const auto pause = []() -> Task<> {
      boost::asio::steady_timer timer(co_await boost::asio::this_coro::executor, std::chrono::milliseconds(2'050));
      co_await timer.async_wait(boost::asio::use_awaitable);
    };
    EXPECT_EQ(co_await status_of(garage, http::Verb::post, made.key), 201);
    site.platform.let_in("auth0|mia", "viewer");
    co_await pause();
    EXPECT_EQ(co_await status_of(garage, http::Verb::post, made.key), 403);
    EXPECT_EQ(co_await status_of(garage, http::Verb::get, made.key), 200);
    site.platform.turn_out("auth0|mia");
    co_await pause();
    EXPECT_EQ(co_await status_of(garage, http::Verb::get, made.key), 403);
  });
}

}  // namespace
}  // namespace mvp::garage
