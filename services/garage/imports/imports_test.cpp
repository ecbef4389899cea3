#include <gtest/gtest.h>

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

}  // namespace
}  // namespace mvp::garage
