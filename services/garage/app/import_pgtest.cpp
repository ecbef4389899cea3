#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iterator>

#include "app/garage_site.hpp"

namespace mvp::garage {
namespace {

std::string file_of(const std::string& path) {
  std::ifstream file(std::string(MVP_SOURCE_DIR) + "/" + path);
  return {std::istreambuf_iterator<char>(file), {}};
}
const std::string long_log = "services/garage/imports/testdata/fuelio-long.csv";

struct Importer {
  const Garage& garage;
  std::string token, vehicle{};

  Task<json::Value> send(std::string query, std::string file, int status = 200) const {
    auto request = request_of(http::Verb::post, vehicle + "/imports" + query, token, file);
    request.headers.set("Content-Type", "text/csv");
    const auto answer = co_await garage.answer(std::move(request));
    EXPECT_EQ(answer.status, status) << answer.body;
    co_return json::parse(answer.body).value();
  }
  Task<json::Value> show(std::string target) const {
    const auto answer = co_await garage.answer(request_of(http::Verb::get, vehicle + target, token));
    EXPECT_EQ(answer.status, 200) << answer.body;
    co_return json::parse(answer.body).value();
  }
  Task<std::size_t> stored() const {
    const auto page = co_await show("/fuel-logs?limit=200");
    co_return page.at("items").as_array().size();
  }
};

void with_a_vehicle(const std::string& units, const std::function<Task<>(const Importer&)>& body) {
  GarageSite site;
  const auto token = site.let_in("auth0|mia", "member");
  on_garage(site, [&](const Garage& garage) -> Task<> {
    const auto made = co_await garage.answer(request_of(http::Verb::post, "/api/vehicles", token, R"({"nickname":"Z3")" + units + "}"));
    EXPECT_EQ(made.status, 201) << made.body;
    const Importer importer{garage, token, "/api/vehicles/" + std::string(json::parse(made.body)->at("id").as_string())};
    co_await body(importer);
  });
}

TEST(GarageImport, a_dry_run_tells_what_would_be_and_stores_nothing) {
  const auto file = file_of(long_log);
  ASSERT_FALSE(file.empty());
  with_a_vehicle("", [&](const Importer& importer) -> Task<> {
    const auto report = co_await importer.send("?dry_run=true", file);
    EXPECT_EQ(report.at("format").as_string(), "fuelio");
    EXPECT_EQ(report.at("rows_total").to_number<int>(), 60);
    EXPECT_EQ(report.at("rows_new").to_number<int>(), 60);
    EXPECT_EQ(report.at("preview").as_array().size(), 20u);
    const auto count = co_await importer.stored();
    EXPECT_EQ(count, 0u);
    const auto real = co_await importer.send("", file);
    EXPECT_EQ(real.at("economy"), report.at("economy"));
    const auto economy = co_await importer.show("/economy");
    EXPECT_EQ(economy.at("average_ml_per_100km"), report.at_pointer("/economy/average_ml_per_100km"));
  });
}

TEST(GarageImport, the_same_file_twice_stores_its_rows_once) {
  const auto file = file_of(long_log);
  with_a_vehicle("", [&](const Importer& importer) -> Task<> {
    const auto first = co_await importer.send("", file);
    EXPECT_EQ(first.at("rows_new").to_number<int>(), 60);
    const auto second = co_await importer.send("?time_zone=America/New_York", file);
    EXPECT_EQ(second.at("rows_new").to_number<int>(), 0);
    EXPECT_EQ(second.at("rows_duplicate").to_number<int>(), 60);
    const auto count = co_await importer.stored();
    EXPECT_EQ(count, 60u);
  });
}

TEST(GarageImport, one_broken_row_keeps_the_whole_file_out) {
  const auto file = file_of("services/garage/imports/testdata/fuelio-broken.csv");
  with_a_vehicle("", [&](const Importer& importer) -> Task<> {
    const auto problem = co_await importer.send("", file, 422);
    EXPECT_FALSE(problem.at("errors").as_array().empty());
    EXPECT_TRUE(problem.at_pointer("/errors/0/row").is_int64());
    const auto count = co_await importer.stored();
    EXPECT_EQ(count, 0u);
    const auto cut = co_await importer.send("", "## Log\n\"Data\",\"Odo (km)\n", 422);
    EXPECT_EQ(cut.at("field").as_string(), "/body");
  });
}

TEST(GarageImport, times_are_those_of_the_zone_that_was_said_summer_time_included) {
  with_a_vehicle("", [&](const Importer& importer) -> Task<> {
    const std::string file = "Date,Odometer,FuelConsumed\n2024-01-10 12:00,1000,30\n2024-07-10 12:00,1500,30\n";
    const auto report = co_await importer.send("?dry_run=true&time_zone=Europe/Berlin", file);
    EXPECT_EQ(report.at_pointer("/preview/0/filled_at").as_string(), "2024-01-10T11:00:00Z");
    EXPECT_EQ(report.at_pointer("/preview/1/filled_at").as_string(), "2024-07-10T10:00:00Z");
    const auto refused = co_await importer.send("?time_zone=Atlantis", file, 422);
    EXPECT_EQ(refused.at("field").as_string(), "/time_zone");
    const auto count = co_await importer.stored();
    EXPECT_EQ(count, 0u);
  });
}

TEST(GarageImport, a_fill_up_of_the_future_is_refused_like_one_that_is_typed_in) {
  with_a_vehicle("", [&](const Importer& importer) -> Task<> {
    const auto problem = co_await importer.send("", "Date,Odometer,FuelConsumed\n2099-01-10 12:00,1000,30\n", 422);
    EXPECT_EQ(problem.at_pointer("/errors/0/row").to_number<int>(), 2);
  });
}

TEST(GarageImport, a_typo_in_the_odometer_of_an_imported_log_is_flagged_and_moves_no_average) {
  std::string right = "Date,Odometer,FuelConsumed\n", typed = right;
  for (int i = 0; i < 12; ++i) {
    const auto date = "2024-" + std::string(i < 9 ? "0" : "") + std::to_string(i + 1) + "-05,";
    right += date + std::to_string(10'000 + i * 600) + ",36\n";
    typed += date + std::to_string(i == 5 ? 130'000 : 10'000 + i * 600) + ",36\n";
  }
  with_a_vehicle("", [&](const Importer& importer) -> Task<> {
    const auto clean = co_await importer.send("?dry_run=true", right);
    co_await importer.send("", typed);
    const auto economy = co_await importer.show("/economy");
    EXPECT_EQ(economy.at("average_ml_per_100km"), clean.at_pointer("/economy/average_ml_per_100km"));
    bool is_flagged = false;
    for (const auto& excluded : economy.at("excluded").as_array()) is_flagged = is_flagged || excluded.at("reason").as_string() == "odometer_outlier";
    EXPECT_TRUE(is_flagged) << json::serialize(economy);
  });
}

TEST(GarageImport, real_exports_of_other_trackers_are_read_whole) {
  const auto samples = std::filesystem::path(MVP_SOURCE_DIR) / "../shared/samples";
  if (!std::filesystem::exists(samples)) GTEST_SKIP() << "no directory ../shared/samples beside the source tree";
  with_a_vehicle(R"(,"distance_unit":"mi","volume_unit":"us_gallon")", [&](const Importer& importer) -> Task<> {
    for (const auto& [name, rows] : {std::pair("fuelio-backup-sample.csv", 1), std::pair("lubelogger-gas-sample.csv", 2), std::pair("lubelogger-fuel-de.csv", 2)}) {
      std::ifstream file(samples / name);
      const auto report = co_await importer.send("?dry_run=true", std::string(std::istreambuf_iterator<char>(file), {}));
      EXPECT_EQ(report.at("rows_new").to_number<int>(), rows) << name;
      EXPECT_TRUE(report.at("errors").as_array().empty()) << name << json::serialize(report);
    }
  });
}

}  // namespace
}  // namespace mvp::garage
