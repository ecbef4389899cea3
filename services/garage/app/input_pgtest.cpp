#include <gtest/gtest.h>

#include "app/typist.hpp"

namespace mvp::garage {
namespace {

struct Bad {
  std::string path, body;  ///< path behind the vehicle's; "/" alone: the list of vehicles
  int status;
  std::string field;
};

const std::string long_text(10'001, 'a');
const std::vector<Bad> bad_input{
    {"/", "{", 400, ""},
    {"/", "[]", 422, ""},
    {"/", R"({"nickname":""})", 422, "/nickname"},
    {"/", R"({"nickname":7})", 422, "/nickname"},
    {"/", R"({})", 422, "/nickname"},
    {"/", R"({"nickname":"a","colour":"red"})", 422, "/colour"},
    {"/", R"({"nickname":"a","vin":"WBACH71030LB0000"})", 422, "/vin"},
    {"/", R"({"nickname":"a","vin":"WBACH71030LB0000I"})", 422, "/vin"},
    {"/", R"({"nickname":"a","year":1800})", 422, "/year"},
    {"/", R"({"nickname":"a","fuel_kind":"steam"})", 422, "/fuel_kind"},
    {"/", R"({"nickname":"a","currency":"euro"})", 422, "/currency"},
    {"/", R"({"nickname":"a","notes":")" + long_text + "\"}", 422, "/notes"},
    {"/", R"({"nickname":"a\u0000b"})", 400, ""},
    {"/fuel-logs", R"({"filled_at":"2024-02-30T00:00:00Z","volume_ml":1000})", 422, "/filled_at"},
    {"/fuel-logs", R"({"filled_at":"2999-01-01T00:00:00Z","volume_ml":1000})", 422, "/filled_at"},
    {"/fuel-logs", R"({"filled_at":"1024-01-01T00:00:00Z","volume_ml":1000})", 422, "/filled_at"},
    {"/fuel-logs", R"({"filled_at":"2024-01-01T00:00:00Z","volume_ml":0})", 422, "/volume_ml"},
    {"/fuel-logs", R"({"filled_at":"2024-01-01T00:00:00Z","volume_ml":1.5})", 422, "/volume_ml"},
    {"/fuel-logs", R"({"filled_at":"2024-01-01T00:00:00Z","volume_ml":1000,"odometer_m":-1})", 422, "/odometer_m"},
    {"/fuel-logs", R"({"filled_at":"2024-01-01T00:00:00Z","volume_ml":1000,"cost_minor":-1})", 422, "/cost_minor"},
    {"/fuel-logs", R"({"filled_at":"2024-01-01T00:00:00Z","volume_ml":1000,"cost_minor":9223372036854775807})", 422, "/cost_minor"},
    {"/fuel-logs", R"({"filled_at":"2024-01-01T00:00:00Z","volume_ml":1000,"liters":1})", 422, "/liters"},
    {"/odometer", R"({"read_at":"yesterday","odometer_m":1})", 422, "/read_at"},
    {"/odometer", R"({"read_at":"2024-01-01T00:00:00Z","odometer_m":10000000001})", 422, "/odometer_m"},
    {"/odometer", R"({"read_at":"2024-01-01T00:00:00Z"})", 422, "/odometer_m"},
};

TEST(GarageInput, what_is_wrong_is_named_and_nothing_is_stored) {
  with_a_vehicle([](const Typist& typist) -> Task<> {
    for (const auto& bad : bad_input) {
      const auto answer = co_await typist.send(http::Verb::post, bad.path == "/" ? "/api/vehicles" : typist.vehicle + bad.path, bad.body);
      const auto what = bad.path + " " + bad.body.substr(0, 100) + " -> " + answer.body;
      EXPECT_EQ(answer.status, bad.status) << what;
      EXPECT_EQ(answer.content_type, "application/problem+json") << what;
      const auto problem = json::parse(answer.body).value();
      const auto* field = problem.as_object().if_contains("field");
      EXPECT_EQ(field ? std::string(field->as_string()) : "", bad.field) << what;
      EXPECT_FALSE(problem.at("detail").as_string().empty()) << what;
    }
    const auto vehicles = co_await typist.show("/api/vehicles");
    EXPECT_EQ(vehicles.at("items").as_array().size(), 1u);
    for (const auto* list : {"/fuel-logs", "/odometer"}) {
      const auto page = co_await typist.show(typist.vehicle + list);
      EXPECT_TRUE(page.at("items").as_array().empty()) << list;
    }
  });
}

TEST(GarageInput, limits_of_length_count_characters_and_not_bytes) {
  with_a_vehicle([](const Typist& typist) -> Task<> {
    std::string umlauts;
    for (int i = 0; i < 100; ++i) umlauts += "ü";
    const auto fits = co_await typist.send(http::Verb::post, "/api/vehicles", R"({"nickname":")" + umlauts + "\"}");
    EXPECT_EQ(fits.status, 201) << fits.body;
    const auto too_long = co_await typist.send(http::Verb::post, "/api/vehicles", R"({"nickname":"ü)" + umlauts + "\"}");
    EXPECT_EQ(too_long.status, 422) << too_long.body;
  });
}

TEST(GarageInput, a_change_needs_the_version_that_was_read) {
  with_a_vehicle([](const Typist& typist) -> Task<> {
    const std::string change = R"({"nickname":"Zett"})";
    const auto without = co_await typist.send(http::Verb::put, typist.vehicle, change);
    EXPECT_EQ(without.status, 422);
    EXPECT_NE(without.body.find("\"field\":\"/If-Match\""), std::string::npos) << without.body;
    const auto other = co_await typist.send(http::Verb::put, typist.vehicle, change, "\"7\"");
    EXPECT_EQ(other.status, 412);
    const auto right = co_await typist.send(http::Verb::put, typist.vehicle, change, "\"1\"");
    EXPECT_EQ(right.status, 200) << right.body;
    EXPECT_EQ(right.headers.find("ETag"), "\"2\"");
    const auto again = co_await typist.send(http::Verb::put, typist.vehicle, change, "\"1\"");
    EXPECT_EQ(again.status, 412);
  });
}

TEST(GarageInput, an_unknown_vehicle_is_answered_alike_whatever_the_id_looks_like) {
  with_a_vehicle([](const Typist& typist) -> Task<> {
    const auto unknown = co_await typist.send(http::Verb::get, "/api/vehicles/00000000-0000-4000-8000-000000000000");
    const auto no_id = co_await typist.send(http::Verb::get, "/api/vehicles/1%20OR%201=1");
    EXPECT_EQ(unknown.status, 404);
    EXPECT_EQ(unknown.body, no_id.body);
  });
}

TEST(GarageInput, a_time_zone_nobody_knows_is_refused) {
  with_a_vehicle([](const Typist& typist) -> Task<> {
    for (const auto& zone : {std::string("Atlantis"), std::string(65, 'x')}) {
      const auto answer = co_await typist.send(
          http::Verb::put, "/api/settings", R"({"distance_unit":"km","volume_unit":"litre","economy_unit":"l_per_100km","currency":"EUR","time_zone":")" + zone + "\"}");
      EXPECT_EQ(answer.status, 422) << answer.body;
      EXPECT_NE(answer.body.find("\"field\":\"/time_zone\""), std::string::npos) << answer.body;
    }
  });
}

TEST(GarageInput, the_odometer_of_a_vehicle_is_its_latest_reading_that_can_be_true) {
  with_a_vehicle([](const Typist& typist) -> Task<> {
    for (const auto& [day, odometer_m] : {std::pair("01", "1000000"), std::pair("08", "1500000"), std::pair("15", "9999999000")}) {
      const auto answer = co_await typist.send(http::Verb::post, typist.vehicle + "/fuel-logs",
                                               std::string(R"({"filled_at":"2024-01-)") + day + R"(T00:00:00Z","volume_ml":30000,"odometer_m":)" + odometer_m + "}");
      EXPECT_EQ(answer.status, 201) << answer.body;
    }
    const auto vehicle = co_await typist.show(typist.vehicle);
    EXPECT_EQ(vehicle.at("odometer_m").as_int64(), 1'500'000);
  });
}

TEST(GarageInput, a_vehicle_takes_its_history_with_it) {
  with_a_vehicle([](const Typist& typist) -> Task<> {
    co_await typist.send(http::Verb::post, typist.vehicle + "/fuel-logs", R"({"filled_at":"2024-01-01T00:00:00Z","volume_ml":30000})");
    const auto gone = co_await typist.send(http::Verb::delete_, typist.vehicle);
    EXPECT_EQ(gone.status, 204) << gone.body;
    const auto logs = co_await typist.send(http::Verb::get, typist.vehicle + "/fuel-logs");
    EXPECT_EQ(logs.status, 404);
  });
}

}  // namespace
}  // namespace mvp::garage
