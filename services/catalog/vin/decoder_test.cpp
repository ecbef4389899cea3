#include "vin/decoder.hpp"

#include <gtest/gtest.h>

#include <algorithm>

#include "vin/small_index.hpp"
#include "vin/suggestion.hpp"
#include "vin/vin.hpp"

namespace mvp::catalog::vin {
namespace {

/// With the right check digit.
std::string sound(std::string vin) {
  vin[8] = *check_digit(vin);
  return vin;
}

DecodedVin decode_at_2026(std::string_view vin) {
  static const auto index = small_index();
  return decode(*index, vin, 2026);
}

/// Without what only says that the small catalogue is small.
std::vector<std::string> codes(const DecodedVin& decoded) {
  std::vector<std::string> out;
  for (const auto& finding : decoded.errors)
    if (finding.code != "unused_position") out.push_back(finding.code);
  return out;
}

TEST(VinDecoder, says_what_the_patterns_of_the_year_say) {
  const auto car = decode_at_2026(sound("1ZZAB1A0_GK000001"));
  EXPECT_TRUE(codes(car).empty());
  EXPECT_TRUE(car.valid);
  EXPECT_EQ(car.year, 2016);
  EXPECT_EQ(car.year_candidates, std::vector<int>{2016});
  EXPECT_EQ(car.country, "United States (USA)");
  EXPECT_EQ(car.make, "Testa");
  EXPECT_EQ(car.model, "Duo");
  EXPECT_EQ(car.fuel, "Gasoline");
  EXPECT_EQ(car.displacement_l, 1.998);
  EXPECT_EQ(car.plant, "TESTVILLE, United States (USA)");
  EXPECT_EQ(car.manufacturer, "TESTA WORKS");
  EXPECT_EQ(car.body, std::nullopt);
}

TEST(VinDecoder, of_two_patterns_the_one_changed_last_counts) {
  EXPECT_EQ(decode_at_2026(sound("1ZZAB1A0_GK000001")).trim, "Base Plus");
  EXPECT_EQ(decode_at_2026(sound("1ZZAB4A0_GK000001")).trim, std::nullopt);
}

TEST(VinDecoder, of_two_schemas_the_one_in_use_later_counts) {
  EXPECT_EQ(decode_at_2026(sound("1ZZAB1A0_JK000001")).model, "Uno");
}

TEST(VinDecoder, a_hash_in_a_key_takes_the_digit_from_the_vin) {
  EXPECT_EQ(decode_at_2026(sound("1ZZAB6A0_GK000001")).cylinders, 6);
}

TEST(VinDecoder, an_engine_model_fills_in_what_patterns_leave_open) {
  const auto car = decode_at_2026(sound("1ZZABCA0_KA000001"));
  EXPECT_EQ(car.year, 2019);
  EXPECT_EQ(car.engine_model, "E-One");
  EXPECT_EQ(car.cylinders, 4);
  EXPECT_EQ(car.fuel, "Electric");
  EXPECT_EQ(car.body, "Sedan/Saloon");
  EXPECT_EQ(decode_at_2026(sound("1ZZAB1A0_JK000001")).fuel, "Gasoline");
}

TEST(VinDecoder, of_two_cycles_the_one_the_catalogue_knows_counts) {
  const auto bike = decode_at_2026(sound("2ZMTA1A0_S0000001"));
  EXPECT_EQ(bike.year, 1995);
  EXPECT_EQ(bike.model, "Trail");
}

TEST(VinDecoder, of_two_cycles_the_one_with_the_lesser_errors_counts_then_the_one_that_weighs_more) {
  const auto truck = decode_at_2026(sound("4ZTHAUL00MA000001"));
  EXPECT_EQ(truck.year, 1991);
  EXPECT_EQ(truck.year_candidates, (std::vector<int>{1991, 2021}));
  EXPECT_EQ(codes(truck), std::vector<std::string>{"model_year_ambiguous"});
  const auto unknown_there = decode_at_2026(sound("4ZTHXUL00MA000001"));
  EXPECT_EQ(unknown_there.year, 2021);
  EXPECT_EQ(unknown_there.model, "Uno");
}

TEST(VinDecoder, the_year_that_the_asker_knows_counts) {
  static const auto index = small_index();
  const auto truck = decode(*index, sound("4ZTHAUL00MA000001"), 2026, {.year = 2021});
  EXPECT_EQ(truck.year, 2021);
  EXPECT_EQ(truck.model, "Uno");
  EXPECT_TRUE(codes(truck).empty());
  const auto wrong = decode(*index, sound("1ZZAB1A0_GK000001"), 2026, {.year = 2018});
  EXPECT_EQ(wrong.year, 2018);
  EXPECT_EQ(codes(wrong), std::vector<std::string>{"model_year_differs"});
  const auto nothing_known = decode(*index, sound("1ZZAB1A0_GK000001"), 2026, {.year = 1999});
  EXPECT_EQ(nothing_known.year, 2016);
  EXPECT_EQ(codes(nothing_known), std::vector<std::string>{"model_year_differs"});
}

TEST(VinDecoder, characters_that_are_not_known_leave_what_the_others_say) {
  const auto car = decode_at_2026("1ZZA*1A0*GK******");
  EXPECT_FALSE(car.valid);
  EXPECT_EQ(codes(car), std::vector<std::string>{"partial"});
  EXPECT_EQ(car.errors[0].position, 5);
  EXPECT_EQ(car.year, 2016);
  EXPECT_EQ(car.model, "Duo");
  EXPECT_EQ(car.plant, "TESTVILLE, United States (USA)");
  EXPECT_EQ(car.fuel, std::nullopt);
}

TEST(VinDecoder, the_beginning_of_a_vin_says_what_it_says) {
  const auto car = decode_at_2026("1ZZAB");
  EXPECT_EQ(codes(car), std::vector<std::string>{"length"});
  EXPECT_EQ(car.make, "Testa");
  EXPECT_EQ(car.fuel, "Gasoline");
  EXPECT_EQ(car.year, std::nullopt);
}

TEST(VinDecoder, every_beginning_of_a_vin_is_read_whatever_follows) {
  const auto whole = sound("1ZZTB1A0_GK000001");
  for (std::size_t length = 0; length < whole.size(); ++length)
    EXPECT_EQ(decode_at_2026(whole.substr(0, length)).manufacturer.has_value(), length >= 3) << length;
}

TEST(VinDecoder, a_filler_of_makers_abroad_is_one_finding_and_leaves_both_years_open) {
  static const auto index = [] {
    IndexBuilder builder;
    builder.add_element({.id = 31, .name = "Plant City", .group = "General"});
    builder.add_schema(1);
    builder.add_wmi({.wmi = "WTT", .id = 1, .manufacturer = "TEST AG", .vehicle_type_id = 2});
    builder.add_schema_use(1, 1, 1984, std::nullopt);
    builder.add_pattern({.schema_id = 1, .id = 1, .keys = "A****|*E", .element_id = 31, .attribute_id = "EMDEN"});
    builder.add_pattern({.schema_id = 1, .id = 2, .keys = "*****|*E", .element_id = 31, .attribute_id = "EMDEN"});
    return builder.finish();
  }();
  const auto car = decode(*index, "WTTZZZ3CZEE000001", 2026);
  EXPECT_EQ(car.year, 1984);
  EXPECT_EQ(car.year_candidates, (std::vector<int>{1984, 2014}));
  std::vector<std::string> all;
  for (const auto& finding : car.errors) all.push_back(finding.code);
  EXPECT_EQ(all, (std::vector<std::string>{"check_digit_unverified", "model_year_ambiguous", "unused_position"}));
}

TEST(VinDecoder, an_unknown_maker_still_has_a_country_and_the_years_of_the_tenth_character) {
  const auto car = decode_at_2026("ZZZZZZ1KZAW000001");
  EXPECT_EQ(car.country, "SLOVENIA");
  EXPECT_EQ(car.year, 2010);
  EXPECT_EQ(car.year_candidates, (std::vector<int>{2010, 1980}));
  EXPECT_EQ(car.confidence, 0);
}

TEST(VinDecoder, a_character_that_no_schema_of_the_year_knows_is_named_with_those_it_knows) {
  const auto car = decode_at_2026(sound("1ZZTB1A0_GK000001"));
  const auto found = std::ranges::find(car.errors, "unknown_position", &Finding::code);
  ASSERT_NE(found, car.errors.end());
  EXPECT_EQ(found->position, 4);
  EXPECT_NE(found->message.find("it knows A."), std::string::npos) << found->message;
}

TEST(VinDecoder, every_element_is_told_where_asked_for_with_its_source_and_conversions) {
  static const auto index = small_index();
  EXPECT_EQ(decode(*index, sound("1ZZAB6A0_GK000001"), 2026).elements, std::nullopt);
  const auto car = decode(*index, sound("1ZZAB6A0_GK000001"), 2026, {.with_elements = true});
  std::vector<std::string> lines;
  for (const auto& e : *car.elements) lines.push_back(std::to_string(e.id) + " " + e.value + " " + e.source);
  EXPECT_EQ(lines, (std::vector<std::string>{"9 6 formula", "11 1998 pattern", "12 121.93 conversion", "13 2 conversion", "24 Gasoline pattern",
                                             "26 Testa pattern", "27 TESTA WORKS manufacturer", "28 Duo pattern", "29 2016 year",
                                             "31 TESTVILLE pattern", "75 United States (USA) pattern"}));
}

TEST(VinDecoder, confidence_grows_with_what_is_accounted_for) {
  const auto whole = decode_at_2026(sound("1ZZAB1A0_GK000001")), no_engine = decode_at_2026(sound("1ZZAX1A0_GK000001")),
             nothing = decode_at_2026(sound("1ZZXXXA0_AK000001"));
  EXPECT_GT(whole.confidence, no_engine.confidence);
  EXPECT_GT(no_engine.confidence, nothing.confidence);
  EXPECT_LE(whole.confidence, 1);
}

TEST(VinDecoder, a_small_maker_is_found_by_six_characters) {
  const auto car = decode_at_2026(sound("1Z9AB1A0_GKABC001"));
  EXPECT_EQ(car.manufacturer, "SMALL SHOP");
  EXPECT_EQ(car.model, "Duo");
}

TEST(VinDecoder, a_maker_of_one_make_names_it_without_patterns_and_one_of_two_does_not) {
  const auto one = decode_at_2026(sound("1ZZXXXA0_AK000001"));
  EXPECT_EQ(one.make, "Testa");
  EXPECT_EQ(codes(one), std::vector<std::string>{"unknown_vehicle"});
  EXPECT_EQ(decode_at_2026(sound("3ZZXXXA0_GK000001")).make, std::nullopt);
}

TEST(VinDecoder, an_empty_number_has_the_wrong_length) { EXPECT_EQ(codes(decode_at_2026("")), std::vector<std::string>{"length"}); }

TEST(VinDecoder, a_wrong_check_digit_is_an_error_in_north_america_and_a_remark_elsewhere) {
  auto vin = sound("1ZZAB1A0_GK000001");
  vin[8] = vin[8] == '5' ? '6' : '5';
  const auto here = decode_at_2026(vin);
  EXPECT_FALSE(here.valid);
  EXPECT_EQ(codes(here), std::vector<std::string>{"check_digit"});
  EXPECT_EQ(here.errors[0].position, 9);
  EXPECT_EQ(here.model, "Duo");
  const auto elsewhere = decode_at_2026("W1ZZZZ1KZAW000001");
  EXPECT_TRUE(elsewhere.valid);
  EXPECT_EQ(codes(elsewhere), (std::vector<std::string>{"check_digit_unverified", "unknown_manufacturer"}));
}

TEST(VinDecoder, a_character_that_stands_for_no_year_is_said) {
  EXPECT_EQ(codes(decode_at_2026(sound("1ZZAB1A0_UK000001"))), std::vector<std::string>{"model_year"});
}

TEST(VinSuggestion, the_letter_o_for_a_nought_is_put_right) {
  const auto right = sound("1ZZAB1A0_GK000001");
  auto wrong = right;
  wrong[12] = 'O';
  const auto decoded = decode_at_2026(wrong);
  EXPECT_EQ(codes(decoded), std::vector<std::string>{"character"});
  EXPECT_EQ(decoded.errors[0].position, 13);
  EXPECT_EQ(decoded.suggestion, right);
}

TEST(VinSuggestion, a_look_alike_is_put_right_when_only_one_makes_sense) {
  const auto right = sound("1ZZAB5A0_GK000001");
  auto wrong = right;
  wrong[1] = '2';
  EXPECT_EQ(decode_at_2026(wrong).suggestion, right);
}

TEST(VinSuggestion, a_character_that_the_catalogue_cannot_account_for_is_put_right_by_the_check_digit) {
  const auto right = sound("1ZZAB1A0_GK000001");
  auto wrong = right;
  wrong[3] = 'T';
  EXPECT_EQ(decode_at_2026(wrong).suggestion, right);
}

TEST(VinSuggestion, a_mistyped_serial_number_that_could_be_several_gets_none) {
  auto wrong = sound("1ZZAB1A0_GK444444");
  wrong[14] = '9';
  EXPECT_EQ(decode_at_2026(wrong).suggestion, std::nullopt);
}

TEST(VinSuggestion, one_character_that_is_not_known_is_found_by_the_check_digit) {
  const auto right = sound("1ZZAB1A0_GK000001");
  auto partial = right;
  partial[3] = '*';
  EXPECT_EQ(decode_at_2026(partial).suggestion, right);
}

TEST(VinSuggestion, a_sound_vin_gets_none) { EXPECT_EQ(decode_at_2026(sound("1ZZAB5A0_GK000001")).suggestion, std::nullopt); }

TEST(VinSuggestion, every_near_miss_has_the_right_check_digit_and_differs_by_one_slip) {
  auto vin = sound("1ZZAB5A0_GK018257");
  vin[15] = '8';
  int seen = 0;
  for (const auto& group : near_misses(vin))
    for (const auto& candidate : group) {
      ++seen;
      EXPECT_EQ(check_digit(candidate), candidate[8]);
      std::size_t differing = 0;
      for (std::size_t i = 0; i < vin_length; ++i) differing += candidate[i] != vin[i];
      EXPECT_TRUE(differing == 1 || differing == 2) << candidate;
    }
  EXPECT_GT(seen, 0);
}

}  // namespace
}  // namespace mvp::catalog::vin
