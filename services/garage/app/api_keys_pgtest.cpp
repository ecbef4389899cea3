#include <gtest/gtest.h>

#include <boost/asio/experimental/awaitable_operators.hpp>

#include "api_keys/api_key.hpp"
#include "app/key_holder.hpp"
#include "mvp/pg/migrator.hpp"

namespace mvp::garage {
namespace {

using namespace boost::asio::experimental::awaitable_operators;

Task<http::Response> ask(const Garage& garage, http::Verb method, std::string target, std::string credential, std::string body = {}) {
  co_return co_await garage.answer(request_of(method, target, credential, body));
}

Task<json::Array> keys_of(const Garage& garage, std::string token, std::string query = {}) {
  const auto answer = co_await ask(garage, http::Verb::get, "/api/api-keys" + query, token);
  EXPECT_EQ(answer.status, 200) << answer.body;
  co_return json::parse(answer.body)->at("items").as_array();
}

TEST(ApiKeys, a_key_works_without_cookie_and_header_until_it_is_revoked_and_is_told_only_once) {
  GarageSite site;
  const auto mia = site.let_in("auth0|mia", "member");
  on_garage(site, [&](const Garage& garage) -> Task<> {
    const auto made = co_await ask(garage, http::Verb::post, "/api/api-keys", mia, R"({"name":"Fuel logger","scopes":["read"],"expires_at":null})");
    EXPECT_EQ(made.status, 201) << made.body;
    EXPECT_EQ(made.headers.find("Cache-Control"), "no-store");
    const std::string key(json::parse(made.body)->at("key").as_string());
    EXPECT_EQ((co_await ask(garage, http::Verb::get, "/api/vehicles", key)).status, 200);
    EXPECT_EQ((co_await ask(garage, http::Verb::head, "/api/vehicles", key)).status, 200);
    EXPECT_EQ((co_await ask(garage, http::Verb::post, "/api/vehicles", key, R"({"nickname":"Z3"})")).status, 403);

    const auto listed = co_await keys_of(garage, mia);
    EXPECT_EQ(listed.size(), 1u);
    EXPECT_EQ(listed[0].at("name").as_string(), "Fuel logger");
    EXPECT_EQ(listed[0].at("prefix").as_string(), key.substr(0, 8));
    EXPECT_FALSE(listed[0].at("last_used_at").is_null());
    EXPECT_EQ(json::serialize(listed).find(key.substr(8)), std::string::npos);
    EXPECT_EQ(ask_database(site, "SELECT row_to_json(k)::text FROM api_keys k").find(key.substr(8)), std::string::npos);
    EXPECT_EQ(ask_database(site, "SELECT secret_sha256 FROM api_keys"), digest_of_key(key));

    const auto address = "/api/api-keys/" + std::string(listed[0].at("id").as_string());
    EXPECT_EQ((co_await ask(garage, http::Verb::delete_, address, mia)).status, 204);
    EXPECT_EQ((co_await ask(garage, http::Verb::delete_, address, mia)).status, 404);
    EXPECT_EQ((co_await ask(garage, http::Verb::get, "/api/vehicles", key)).status, 401);
    EXPECT_FALSE((co_await keys_of(garage, mia))[0].at("revoked_at").is_null());
  });
}

TEST(ApiKeys, an_unknown_a_revoked_and_an_expired_key_are_refused_alike_and_a_mistyped_one_is_told) {
  GarageSite site;
  const auto mia = site.let_in("auth0|mia", "member");
  on_garage(site, [&](const Garage& garage) -> Task<> {
    const auto revoked = co_await make_key(garage, mia, R"(["read"])"), expired = co_await make_key(garage, mia, R"(["read"])");
    co_await ask(garage, http::Verb::delete_, "/api/api-keys/" + revoked.id, mia);
    ask_database(site, "UPDATE api_keys SET created_at = now() - interval '2 days', expires_at = now() - interval '1 second' WHERE id = '" + expired.id + "'");
    const auto unknown = co_await ask(garage, http::Verb::get, "/api/vehicles", random_key());
    EXPECT_EQ(unknown.status, 401);
    EXPECT_EQ(unknown.content_type, "application/problem+json");
    for (const auto& key : {revoked.key, expired.key}) {
      const auto answer = co_await ask(garage, http::Verb::get, "/api/vehicles", key);
      EXPECT_EQ(answer.status, 401);
      EXPECT_EQ(answer.body, unknown.body);
    }
    auto mistyped = random_key();
    mistyped.back() = mistyped.back() == 'a' ? 'b' : 'a';
    const auto answer = co_await ask(garage, http::Verb::get, "/api/vehicles", mistyped);
    EXPECT_EQ(answer.status, 401);
    EXPECT_NE(answer.body.find("mistyped"), std::string::npos) << answer.body;
  });
}

TEST(ApiKeys, a_key_beside_a_cookie_is_refused_whatever_the_cookie) {
  GarageSite site;
  const auto mia = site.let_in("auth0|mia", "member");
  on_garage(site, [&](const Garage& garage) -> Task<> {
    const auto made = co_await make_key(garage, mia, R"(["read"])");
    auto request = request_of(http::Verb::get, "/api/vehicles", made.key);
    request.headers.set("Cookie", "__Host-Http-mvp_sid=abc");
    EXPECT_EQ((co_await garage.answer(std::move(request))).status, 400);
  });
}

TEST(ApiKeys, an_address_that_sends_too_many_wrong_keys_hears_429_and_no_other_address_does) {
  GarageSite site;
  const auto mia = site.let_in("auth0|mia", "member");
  on_garage(site, [&](const Garage& garage) -> Task<> {
    const auto made = co_await make_key(garage, mia, R"(["read"])");
    const auto from = [&](std::string remote, std::string key) -> Task<int> {
      auto request = request_of(http::Verb::get, "/api/vehicles", key);
      request.context.remote = std::move(remote);
      const auto answer = co_await garage.answer(std::move(request));
      co_return answer.status;
    };
    for (int i = 0; i < 20; ++i) EXPECT_EQ(co_await from("203.0.113.7", i % 2 ? random_key() : "mvp_guess"), 401) << i;
    EXPECT_EQ(co_await from("203.0.113.7", random_key()), 429);
    EXPECT_EQ(co_await from("203.0.113.7", made.key), 429);
    EXPECT_EQ(co_await from("203.0.113.8", made.key), 200);
    EXPECT_EQ(co_await from("203.0.113.7", mia), 200);
  });
}

TEST(ApiKeys, a_person_has_twenty_live_keys_at_most_also_when_two_requests_race) {
  GarageSite site;
  const auto mia = site.let_in("auth0|mia", "member"), vera = site.let_in("auth0|vera", "viewer");
  on_garage(site, [&](const Garage& garage) -> Task<> {
    const auto made = co_await make_key(garage, mia, R"(["read"])");
    // Two by two, so that two connections are open when it matters: opening one would keep the racers apart.
    for (int i = 0; i < 9; ++i) co_await (make_key(garage, mia, R"(["read"])") && make_key(garage, mia, R"(["read"])"));
    const auto more = [&] { return ask(garage, http::Verb::post, "/api/api-keys", mia, body_of_key(R"(["read"])")); };
    const auto [a, b] = co_await (more() && more());
    EXPECT_EQ(a.status + b.status, 201 + 409) << a.body << b.body;
    EXPECT_NE((a.status == 409 ? a : b).body.find("\"code\":\"too_many_keys\""), std::string::npos);
    co_await make_key(garage, vera, R"(["read"])");
    co_await ask(garage, http::Verb::delete_, "/api/api-keys/" + made.id, mia);
    EXPECT_EQ((co_await more()).status, 201);
  });
}

TEST(ApiKeys, members_see_and_revoke_their_own_keys_and_admins_everybodys) {
  GarageSite site;
  const auto mia = site.let_in("auth0|mia", "member"), vera = site.let_in("auth0|vera", "viewer"), adam = site.let_in("auth0|adam", "admin");
  on_garage(site, [&](const Garage& garage) -> Task<> {
    const auto of_mia = co_await make_key(garage, mia, R"(["read"])"), of_vera = co_await make_key(garage, vera, R"(["read"])");
    EXPECT_EQ((co_await keys_of(garage, mia)).size(), 1u);
    EXPECT_EQ((co_await keys_of(garage, adam)).size(), 0u);
    EXPECT_EQ((co_await keys_of(garage, adam, "?all=true")).size(), 2u);
    EXPECT_EQ((co_await ask(garage, http::Verb::get, "/api/api-keys?all=true", mia)).status, 403);
    EXPECT_EQ((co_await ask(garage, http::Verb::get, "/api/api-keys?all=1", adam)).status, 422);
    const auto foreign = co_await ask(garage, http::Verb::delete_, "/api/api-keys/" + of_vera.id, mia);
    const auto unknown = co_await ask(garage, http::Verb::delete_, "/api/api-keys/" + random_uuid(), mia);
    EXPECT_EQ(foreign.status, 404);
    EXPECT_EQ(foreign.body, unknown.body);
    EXPECT_EQ((co_await ask(garage, http::Verb::get, "/api/vehicles", of_vera.key)).status, 200);
    EXPECT_EQ((co_await ask(garage, http::Verb::delete_, "/api/api-keys/" + of_vera.id, adam)).status, 204);
    EXPECT_EQ((co_await ask(garage, http::Verb::get, "/api/vehicles", of_vera.key)).status, 401);
  });
}

TEST(ApiKeys, the_last_use_is_written_once_a_minute_at_most) {
  GarageSite site;
  const auto mia = site.let_in("auth0|mia", "member");
  on_garage(site, [&](const Garage& garage) -> Task<> {
    const auto made = co_await make_key(garage, mia, R"(["read"])");
    for (const auto& [age, is_written] : {std::pair("59 seconds", false), std::pair("61 seconds", true)}) {
      const auto before = ask_database(site, std::string("UPDATE api_keys SET last_used_at = now() - interval '") + age + "' RETURNING last_used_at");
      co_await ask(garage, http::Verb::get, "/api/vehicles", made.key);
      EXPECT_EQ(ask_database(site, "SELECT last_used_at FROM api_keys") != before, is_written) << age;
    }
  });
}

TEST(ApiKeys, the_applications_role_can_neither_delete_a_key_nor_change_what_it_may_do) {
  GarageSite site;
  for (const auto* sql : {"DELETE FROM api_keys", "UPDATE api_keys SET scopes = '[\"write\"]'", "UPDATE api_keys SET secret_sha256 = ''",
                          "UPDATE api_keys SET expires_at = NULL", "UPDATE api_keys SET owner_sub = 'x'"})
    EXPECT_EQ(ask_database(site, std::string("SET ROLE garage_app; ") + sql), "42501") << sql;
}

TEST(ApiKeys, a_database_of_the_first_release_gets_its_keys_by_the_migration_of_its_next_wake) {
  const auto conninfo = testing::PostgresServer::instance().create_database();
  auto steps = pg::read_migrations(std::string(MVP_SOURCE_DIR) + "/db/tenant");
  const std::vector first(steps.begin(), steps.begin() + 1);
  EXPECT_EQ(pg::migrate(conninfo, first), 1);
  EXPECT_EQ(pg::migrate(conninfo, steps), static_cast<int>(steps.size()) - 1);
  EXPECT_EQ(pg::migrate(conninfo, steps), 0);
}

}  // namespace
}  // namespace mvp::garage
