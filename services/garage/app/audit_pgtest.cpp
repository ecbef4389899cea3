#include <gtest/gtest.h>

#include "app/key_holder.hpp"

namespace mvp::garage {
namespace {

Task<http::Response> ask(const Garage& garage, http::Verb method, std::string target, std::string token, std::string body = {}) {
  auto request = request_of(method, target, token, body);
  request.context.remote = "203.0.113.7";
  co_return co_await garage.answer(std::move(request));
}

Task<json::Value> audit_of(const Garage& garage, std::string token, std::string query = {}) {
  const auto answer = co_await ask(garage, http::Verb::get, "/api/audit" + query, token);
  EXPECT_EQ(answer.status, 200) << answer.body;
  co_return json::parse(answer.body).value();
}

std::string text_at(const json::Value& value, const char* pointer) { return std::string(value.at_pointer(pointer).as_string()); }

TEST(GarageAudit, keys_that_are_made_and_revoked_are_there_with_who_and_whence_and_never_with_the_key) {
  GarageSite site;
  const auto mia = site.let_in("auth0|mia", "member"), adam = site.let_in("auth0|adam", "admin");
  on_garage(site, [&](const Garage& garage) -> Task<> {
    const auto made = co_await ask(garage, http::Verb::post, "/api/api-keys", mia, body_of_key(R"(["read"])"));
    const auto key = text_at(json::parse(made.body).value(), "/key"), id = text_at(json::parse(made.body).value(), "/api_key/id");
    EXPECT_EQ((co_await ask(garage, http::Verb::delete_, "/api/api-keys/" + id, adam)).status, 204);
    EXPECT_EQ((co_await ask(garage, http::Verb::delete_, "/api/api-keys/" + id, adam)).status, 404);
    const auto audit = co_await audit_of(garage, adam);
    EXPECT_EQ(audit.at("items").as_array().size(), 2u);
    EXPECT_EQ(text_at(audit, "/items/0/source"), "garage");
    EXPECT_EQ(text_at(audit, "/items/0/action"), "api_key.revoke");
    EXPECT_EQ(text_at(audit, "/items/0/actor"), "auth0|adam");
    EXPECT_EQ(text_at(audit, "/items/0/before/owner_sub"), "auth0|mia");
    EXPECT_EQ(text_at(audit, "/items/1/action"), "api_key.create");
    EXPECT_EQ(text_at(audit, "/items/1/actor"), "auth0|mia");
    EXPECT_EQ(text_at(audit, "/items/1/target"), id);
    EXPECT_EQ(text_at(audit, "/items/1/remote"), "203.0.113.7");
    EXPECT_EQ(json::serialize(audit).find(key.substr(8)), std::string::npos);
  });
}

TEST(GarageAudit, changed_settings_and_imports_are_there_and_what_changes_nothing_is_not) {
  GarageSite site;
  const auto adam = site.let_in("auth0|adam", "admin");
  on_garage(site, [&](const Garage& garage) -> Task<> {
    const std::string settings = R"({"distance_unit":"km","volume_unit":"litre","economy_unit":"l_per_100km","currency":"CHF","time_zone":"Europe/Berlin"})";
    for (int i = 0; i < 2; ++i) EXPECT_EQ((co_await ask(garage, http::Verb::put, "/api/settings", adam, settings)).status, 200);
    const auto vehicle = co_await ask(garage, http::Verb::post, "/api/vehicles", adam, R"({"nickname":"Z3"})");
    for (int i = 0; i < 2; ++i) {
      auto import = request_of(http::Verb::post, "/api/vehicles/" + text_at(json::parse(vehicle.body).value(), "/id") + "/imports", adam,
                               "\"## Log\"\n\"Data\",\"Odo (km)\",\"Fuel (litres)\",\"Full\"\n\"2024-05-01 10:00\",\"1000\",\"40\",\"1\"\n");
      import.headers.set("Content-Type", "text/csv");
      const auto imported = co_await garage.answer(std::move(import));
      EXPECT_EQ(imported.status, 200) << imported.body;
    }
    const auto audit = co_await audit_of(garage, adam);
    EXPECT_EQ(audit.at("items").as_array().size(), 2u) << json::serialize(audit);
    EXPECT_EQ(text_at(audit, "/items/0/action"), "fuel_logs.import");
    EXPECT_EQ(json::serialize(audit.at_pointer("/items/0/after")), R"({"rows":1,"format":"fuelio","vehicle":"Z3"})");
    EXPECT_EQ(text_at(audit, "/items/1/action"), "settings.update");
    EXPECT_EQ(text_at(audit, "/items/1/before/currency"), "EUR");
    EXPECT_EQ(text_at(audit, "/items/1/after/currency"), "CHF");
  });
}

TEST(GarageAudit, is_one_list_with_the_control_planes_entries_asked_page_by_page_with_the_persons_own_token) {
  GarageSite site;
  const auto adam = site.let_in("auth0|adam", "admin");
  on_garage(site, [&](const Garage& garage) -> Task<> {
    co_await make_key(garage, adam, R"(["read"])");
    site.platform.answer_with(R"({"items":[{"id":70,"at":"2999-01-01T00:00:00Z","tenant":"demo-tenant","actor":"auth0|olivia","action":"member.update",)"
                              R"("target":"auth0|mia","before":null,"after":{"role":"viewer"},"remote":""},{"id":60,"at":"2001-01-01T00:00:00Z","tenant":"demo-tenant",)"
                              R"("actor":"platform","action":"tenant.create","target":"demo-tenant","before":null,"after":null,"remote":""}],"next_cursor":null})");
    const auto audit = co_await audit_of(garage, adam, "?limit=2");
    EXPECT_EQ(text_at(audit, "/items/0/source"), "platform");
    EXPECT_EQ(text_at(audit, "/items/0/action"), "member.update");
    EXPECT_EQ(text_at(audit, "/items/1/action"), "api_key.create");
    EXPECT_EQ(text_at(audit, "/next_cursor"), "61-1");
    co_await audit_of(garage, adam, "?limit=2&cursor=61-1");
    const auto asked = site.platform.asked();
    EXPECT_EQ(asked.at(0).target, "/api/v1/tenants/demo-tenant/audit?limit=3");
    EXPECT_EQ(asked.at(1).target, "/api/v1/tenants/demo-tenant/audit?limit=3&cursor=61");
    EXPECT_EQ(asked.at(0).authorization, "Bearer " + adam);
    const auto wrong = co_await ask(garage, http::Verb::get, "/api/audit?cursor=61", adam);
    EXPECT_EQ(wrong.status, 422);
    site.platform.answer_with(R"({"items":[{"id":"seventy"}]})");
    const auto not_as_agreed = co_await ask(garage, http::Verb::get, "/api/audit", adam);
    EXPECT_EQ(not_as_agreed.status, 503);
  });
}

TEST(GarageAudit, cannot_be_rewritten_not_even_by_the_owner_of_the_table) {
  GarageSite site;
  EXPECT_EQ(ask_database(site, "INSERT INTO audit_log (actor, action, target) VALUES ('a', 'b', 'c') RETURNING target"), "c");
  for (const std::string sql : {"UPDATE audit_log SET actor = 'x'", "DELETE FROM audit_log", "TRUNCATE audit_log"}) {
    EXPECT_EQ(ask_database(site, sql), "42501") << sql;
    EXPECT_EQ(ask_database(site, "SET ROLE garage_app; " + sql), "42501") << sql;
  }
}

}  // namespace
}  // namespace mvp::garage
