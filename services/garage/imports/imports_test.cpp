#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "imports/formats.hpp"

namespace mvp::garage {
namespace {

constexpr auto fuelio = R"csv("## Vehicle"
"Name","DistUnit"
"Z3","1"
"## Log"
"Data","Odo (mi)","Fuel (litres)","Full","Price (optional)","City (optional)","Notes (optional)","Missed"
"2024-03-10 16:01","212477.0","46.301","1","67.09","Somerset, ""North""","Grün","0"
"2024-03-20","212700","20,5","0","","","","1"
"## Costs"
"CostTitle","Date"
"MOT","2024-02-08"
)csv";

TEST(Imports, a_fuelio_backup_gives_its_log_in_canonical_units) {
  const auto file = parse_export(fuelio, {});
  ASSERT_TRUE(file);
  EXPECT_EQ(file->format, "fuelio");
  ASSERT_EQ(file->fills.size(), 2u);
  EXPECT_TRUE(file->errors.empty());
  const auto& first = file->fills[0];
  EXPECT_EQ(first.row, 6);
  EXPECT_EQ(first.filled_at.to_string(), "2024-03-10T16:01:00Z");
  EXPECT_EQ(first.odometer_m, 341'948'585);
  EXPECT_EQ(first.volume_ml, 46'301);
  EXPECT_EQ(first.cost_minor, 6'709);
  EXPECT_EQ(first.station, "Somerset, \"North\"");
  EXPECT_EQ(first.note, "Grün");
  EXPECT_FALSE(file->fills[1].is_full);
  EXPECT_TRUE(file->fills[1].is_missed);
  EXPECT_EQ(file->fills[1].volume_ml, 20'500);
  EXPECT_EQ(file->fills[1].cost_minor, std::nullopt);
}

TEST(Imports, lubelogger_speaks_the_culture_of_its_server) {
  const auto us = parse_export("Date,Odometer,FuelConsumed,Cost,IsFillToFull\n5/8/2020,204836,8.331,$16.24,True\n",
                               {.distance_unit = DistanceUnit::mi, .volume_unit = VolumeUnit::us_gallon});
  ASSERT_TRUE(us);
  EXPECT_EQ(us->fills.at(0).filled_at.to_string(), "2020-05-08T00:00:00Z");
  EXPECT_EQ(us->fills.at(0).volume_ml, 31'536);
  EXPECT_EQ(us->fills.at(0).cost_minor, 1'624);
  const auto german = parse_export("Date,Odometer,FuelConsumed,Cost,IsFillToFull\r\n14.03.2026 00:00:00,52000,\"40,5\",\"1.072,85 €\",False\r\n", {});
  ASSERT_TRUE(german);
  EXPECT_EQ(german->fills.at(0).filled_at.to_string(), "2026-03-14T00:00:00Z");
  EXPECT_EQ(german->fills.at(0).volume_ml, 40'500);
  EXPECT_EQ(german->fills.at(0).cost_minor, 107'285);
  EXPECT_FALSE(german->fills.at(0).is_full);
}

TEST(Imports, a_broken_row_is_named_by_line_and_column) {
  const auto file = parse_export("Date,Odometer,FuelConsumed,Cost\n2024-13-01,1,2,3\n2024-01-01,x,2,3\n2024-01-02,5,,3\n", {});
  ASSERT_TRUE(file);
  ASSERT_EQ(file->errors.size(), 3u);
  EXPECT_EQ(file->errors[0].row, 2);
  EXPECT_EQ(file->errors[0].field, "date");
  EXPECT_EQ(file->errors[1].field, "odometer");
  EXPECT_EQ(file->errors[2].field, "fuelconsumed");
}

TEST(Imports, what_is_no_export_is_refused_with_a_sentence) {
  for (const auto* text : {"", "hello", "a,b\n1,2\n", "\"", "\xff\xfe"}) EXPECT_FALSE(parse_export(text, {})) << text;
}

std::string testdata(const char* name) {
  std::ifstream in(std::filesystem::path(MVP_SOURCE_DIR) / "services/garage/imports/testdata" / name, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

/// The only fill-up of a LubeLogger file of one row.
std::optional<ImportedFill> one(const std::string& header, const std::string& row) {
  const auto file = parse_export(header + "\n" + row + "\n", {});
  return file && file->fills.size() == 1 && file->errors.empty() ? std::optional(file->fills[0]) : std::nullopt;
}
constexpr auto plain = "Date,Odometer,FuelConsumed,Cost,Notes";

TEST(Imports, a_long_log_keeps_its_partial_and_missed_fill_ups) {
  const auto file = parse_export(testdata("fuelio-long.csv"), {});
  ASSERT_TRUE(file);
  EXPECT_TRUE(file->errors.empty());
  ASSERT_EQ(file->fills.size(), 60u);
  EXPECT_EQ(std::ranges::count(file->fills, false, &ImportedFill::is_full), 7);
  EXPECT_EQ(std::ranges::count(file->fills, true, &ImportedFill::is_missed), 1);
  EXPECT_EQ(std::ranges::count(file->fills, std::optional<std::string>("Zürich \"Bellevue\""), &ImportedFill::station), 12);
  EXPECT_EQ(file->fills.front().row, 6);
  EXPECT_EQ(file->fills.back().row, 66);  // one note is of two lines
}

TEST(Imports, each_broken_row_of_a_backup_is_named_and_the_good_ones_are_read) {
  const auto file = parse_export(testdata("fuelio-broken.csv"), {});
  ASSERT_TRUE(file);
  EXPECT_EQ(file->fills.size(), 1u);
  ASSERT_EQ(file->errors.size(), 5u);
  EXPECT_EQ(file->errors[0].field, "data");
  EXPECT_EQ(file->errors[1].field, "odo (km)");
  EXPECT_EQ(file->errors[2].field, "fuel (litres)");
  EXPECT_EQ(file->errors[3].row, 10);
  EXPECT_EQ(file->errors[4].row, 11);
}

TEST(Imports, no_prefix_of_a_file_breaks_the_reader) {
  const auto text = testdata("fuelio-long.csv");
  for (std::size_t size = 0; size < text.size(); size += 31) (void)parse_export(std::string_view(text).substr(0, size), {});
}

TEST(Imports, a_clock_of_twelve_hours_and_a_short_year_are_understood) {
  EXPECT_EQ(one(plain, "3/14/2026 12:00:00 AM,1,2,3,").value().filled_at.to_string(), "2026-03-14T00:00:00Z");
  EXPECT_EQ(one(plain, "5/8/26 4:01 PM,1,2,3,").value().filled_at.to_string(), "2026-05-08T16:01:00Z");
}

TEST(Imports, one_day_past_twelve_makes_the_whole_file_day_first) {
  const auto file = parse_export("Date,Odometer,FuelConsumed\n5/8/2020,1,2\n14/8/2020,2,2\n", {});
  ASSERT_TRUE(file);
  EXPECT_EQ(file->fills.at(0).filled_at.to_string(), "2020-08-05T00:00:00Z");
}

TEST(Imports, what_only_looks_like_a_number_or_a_date_is_refused) {
  for (const auto* row : {"2024-01-01,1x2,2,3,", "2024-01-01,1,2 or 3,3,", "2024-01-01,1,2,(3),", "2024-01-01 noon,1,2,3,", "2024-01-01,1,99999,3,"})
    EXPECT_FALSE(one(plain, row)) << row;
}

TEST(Imports, half_a_cent_rounds_up_and_thousands_marks_do_not_divide) {
  EXPECT_EQ(one(plain, "2024-01-01,\"52.000\",2,1.005,").value().cost_minor, 101);
  EXPECT_EQ(one(plain, "2024-01-01,\"52.000\",2,1.005,").value().odometer_m, 52'000'000);
}

TEST(Imports, text_that_no_database_would_take_is_mended) {
  using namespace std::string_literals;
  EXPECT_EQ(one(plain, "2024-01-01,1,2,3," + std::string(1999, 'a') + "ü").value().note, std::string(1999, 'a'));
  EXPECT_EQ(one(plain, "2024-01-01,1,2,3,a\0b"s).value().note, "ab");
  EXPECT_EQ(one(plain, "2024-01-01,1,2,3,a \x96 \x80").value().note, "a – €");
}

TEST(Imports, other_names_of_lubelogger_columns_mean_the_same) {
  const auto fill = one("fuelup_date;odo;litres;price;partial_fuelup;missed_fuelup", "2024-01-01;1;20;1,5;1;1");
  ASSERT_TRUE(fill);
  EXPECT_FALSE(fill->is_full);
  EXPECT_TRUE(fill->is_missed);
  EXPECT_EQ(fill->cost_minor, 3'000);
}

}  // namespace
}  // namespace mvp::garage
