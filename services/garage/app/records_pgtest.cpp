#include <gtest/gtest.h>

#include <set>

#include "app/typist.hpp"

namespace mvp::garage {
namespace {

std::string id_of(const http::Response& answer) { return std::string(json::parse(answer.body)->at("id").as_string()); }

Task<http::Response> record_fill(const Typist& typist, int day, std::string more) {
  const auto date = std::string(day < 10 ? "0" : "") + std::to_string(day);
  const auto answer = co_await typist.send(http::Verb::post, typist.vehicle + "/fuel-logs",
                                           R"({"filled_at":"2024-01-)" + date + R"(T10:00:00Z","volume_ml":30000)" + more + "}");
  EXPECT_EQ(answer.status, 201) << answer.body;
  co_return answer;
}

TEST(GarageRecords, a_put_replaces_all_that_may_be_said_about_a_vehicle) {
  with_a_vehicle([](const Typist& typist) -> Task<> {
    const auto full = co_await typist.send(
        http::Verb::put, typist.vehicle,
        R"({"nickname":"Z3","vin":"WBACH71030LB00000","year":1997,"make":"BMW","fuel_kind":"lpg","distance_unit":"mi","currency":"GBP","notes":"n"})", "\"1\"");
    EXPECT_EQ(full.status, 200) << full.body;
    const auto bare = co_await typist.send(http::Verb::put, typist.vehicle, R"({"nickname":"Z3"})", "\"2\"");
    EXPECT_EQ(bare.status, 200) << bare.body;
    const auto vehicle = json::parse(bare.body).value();
    for (const auto* field : {"vin", "year", "make", "notes"}) EXPECT_TRUE(vehicle.at(field).is_null()) << field;
    EXPECT_EQ(vehicle.at("fuel_kind").as_string(), "petrol");
    EXPECT_EQ(vehicle.at("distance_unit").as_string(), "km");
    EXPECT_EQ(vehicle.at("currency").as_string(), "EUR");
    EXPECT_EQ(vehicle.at("version").as_int64(), 3);
  });
}

TEST(GarageRecords, a_put_replaces_all_that_may_be_said_about_a_fill_up) {
  with_a_vehicle([](const Typist& typist) -> Task<> {
    const auto made = co_await record_fill(typist, 1, R"(,"odometer_m":1000,"is_full":false,"cost_minor":5000,"currency":"CHF","station":"S","note":"N")");
    const auto address = typist.vehicle + "/fuel-logs/" + id_of(made);
    const std::string change = R"({"filled_at":"2024-01-02T00:00:00Z","volume_ml":1000})";
    const auto without = co_await typist.send(http::Verb::put, address, change);
    EXPECT_EQ(without.status, 422);
    const auto changed = co_await typist.send(http::Verb::put, address, change, std::string(made.headers.find("ETag")));
    EXPECT_EQ(changed.status, 200) << changed.body;
    const auto log = json::parse(changed.body).value();
    for (const auto* field : {"odometer_m", "cost_minor", "station", "note"}) EXPECT_TRUE(log.at(field).is_null()) << field;
    EXPECT_TRUE(log.at("is_full").as_bool());
    EXPECT_EQ(log.at("currency").as_string(), "EUR");
    const auto stale = co_await typist.send(http::Verb::put, address, change, "\"1\"");
    EXPECT_EQ(stale.status, 412);
  });
}

TEST(GarageRecords, pages_hold_every_fill_up_once_newest_first_though_one_is_added_meanwhile) {
  with_a_vehicle([](const Typist& typist) -> Task<> {
    for (int day = 1; day <= 7; ++day) co_await record_fill(typist, day, "");
    std::vector<std::string> seen;
    std::string cursor;
    do {
      const auto page = co_await typist.show(typist.vehicle + "/fuel-logs?limit=3" + (cursor.empty() ? "" : "&cursor=" + cursor));
      for (const auto& item : page.at("items").as_array()) seen.emplace_back(item.at("filled_at").as_string());
      if (cursor.empty()) co_await record_fill(typist, 20, "");
      cursor = page.at("next_cursor").is_null() ? "" : std::string(page.at("next_cursor").as_string());
    } while (!cursor.empty());
    EXPECT_EQ(seen.size(), 7u);
    EXPECT_TRUE(std::ranges::is_sorted(seen, std::greater()));
    for (const auto* query : {"?limit=0", "?limit=201", "?limit=x", "?cursor=nonsense"}) {
      const auto refused = co_await typist.send(http::Verb::get, typist.vehicle + "/fuel-logs" + query);
      EXPECT_EQ(refused.status, 422) << query << refused.body;
    }
  });
}

TEST(GarageRecords, each_fill_up_has_its_figure_or_the_reason_why_there_is_none) {
  with_a_vehicle([](const Typist& typist) -> Task<> {
    co_await record_fill(typist, 1, R"(,"odometer_m":1000000)");
    co_await record_fill(typist, 2, R"(,"odometer_m":1200000,"is_full":false)");
    co_await record_fill(typist, 3, R"(,"odometer_m":1600000)");
    co_await record_fill(typist, 4, "");
    co_await record_fill(typist, 5, R"(,"odometer_m":3000000,"is_missed":true)");
    const auto page = co_await typist.show(typist.vehicle + "/fuel-logs");
    std::vector<std::string> reasons;
    for (const auto& item : page.at("items").as_array()) {
      const auto& reason = item.at_pointer("/economy/reason");
      reasons.emplace_back(reason.is_null() ? "" : std::string(reason.as_string()));
    }
    EXPECT_EQ(reasons, (std::vector<std::string>{"missed_fill", "no_odometer", "", "partial_fill", "first_fill"}));
    const auto economy = co_await typist.show(typist.vehicle + "/economy");
    EXPECT_EQ(economy.at("average_ml_per_100km").as_int64(), 10'000);
    EXPECT_EQ(economy.at("excluded").as_array().size(), 4u);
  });
}

TEST(GarageRecords, a_fill_up_of_one_vehicle_is_not_found_at_another) {
  with_a_vehicle([](const Typist& typist) -> Task<> {
    const auto log = id_of(co_await record_fill(typist, 1, ""));
    const auto other = "/api/vehicles/" + id_of(co_await typist.send(http::Verb::post, "/api/vehicles", R"({"nickname":"Other"})"));
    const auto erased = co_await typist.send(http::Verb::delete_, other + "/fuel-logs/" + log);
    EXPECT_EQ(erased.status, 404);
    const auto right = co_await typist.send(http::Verb::delete_, typist.vehicle + "/fuel-logs/" + log);
    EXPECT_EQ(right.status, 204);
  });
}

TEST(GarageRecords, readings_of_fill_ups_are_listed_but_only_manual_ones_are_deleted_here) {
  with_a_vehicle([](const Typist& typist) -> Task<> {
    const auto log = id_of(co_await record_fill(typist, 1, R"(,"odometer_m":1000000)"));
    const auto made = co_await typist.send(http::Verb::post, typist.vehicle + "/odometer", R"({"read_at":"2024-01-02T00:00:00Z","odometer_m":1100000})");
    EXPECT_EQ(made.status, 201) << made.body;
    const auto page = co_await typist.show(typist.vehicle + "/odometer");
    EXPECT_EQ(page.at_pointer("/items/0/source").as_string(), "manual");
    EXPECT_EQ(page.at_pointer("/items/1/source").as_string(), "fuel_log");
    const auto not_here = co_await typist.send(http::Verb::delete_, typist.vehicle + "/odometer/" + log);
    EXPECT_EQ(not_here.status, 404);
    const auto gone = co_await typist.send(http::Verb::delete_, typist.vehicle + "/odometer/" + id_of(made));
    EXPECT_EQ(gone.status, 204);
  });
}

}  // namespace
}  // namespace mvp::garage
