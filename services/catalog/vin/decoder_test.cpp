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

std::vector<std::string> codes(const DecodedVin& decoded) {
  std::vector<std::string> out;
  for (const auto& finding : decoded.errors) out.push_back(finding.code);
  return out;
}

TEST(VinDecoder, says_what_the_patterns_of_the_year_say) {
  const auto car = decode_at_2026(sound("1ZZAB1A0_GK000001"));
  EXPECT_TRUE(car.errors.empty());
  EXPECT_TRUE(car.valid);
  EXPECT_EQ(car.year, 2016);
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

TEST(VinDecoder, of_two_cycles_one_that_names_a_model_counts_more_than_one_that_says_more_else) {
  const auto truck = decode_at_2026(sound("4ZTHAUL00MA000001"));
  EXPECT_EQ(truck.year, 2021);
  EXPECT_EQ(truck.model, "Uno");
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

TEST(VinDecoder, a_wrong_length_is_said_and_the_maker_is_still_named) {
  const auto car = decode_at_2026("1ZZAB");
  EXPECT_FALSE(car.valid);
  EXPECT_EQ(codes(car), std::vector<std::string>{"length"});
  EXPECT_EQ(car.manufacturer, "TESTA WORKS");
  EXPECT_EQ(codes(decode_at_2026("")), std::vector<std::string>{"length"});
}

TEST(VinDecoder, a_wrong_check_digit_is_an_error_in_north_america_and_a_remark_elsewhere) {
  auto vin = sound("1ZZAB1A0_GK000001");
  vin[8] = vin[8] == '5' ? '6' : '5';
  const auto here = decode_at_2026(vin);
  EXPECT_FALSE(here.valid);
  EXPECT_EQ(codes(here), std::vector<std::string>{"check_digit"});
  EXPECT_EQ(here.errors[0].position, 9);
  EXPECT_EQ(here.model, "Duo");
  const auto elsewhere = decode_at_2026("WZZZZZ1KZAW000001");
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
