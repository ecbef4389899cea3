#include "vin/vin.hpp"

#include <gtest/gtest.h>

#include <random>

#include "vin/model_year.hpp"

namespace mvp::catalog::vin {
namespace {

constexpr std::string_view alphabet = "0123456789ABCDEFGHJKLMNPRSTUVWXYZ";

/// Of a maker with schemas for every year.
std::vector<int> years_of(std::string_view vin, bool is_light, int this_year) {
  Wmi wmi{.is_light = is_light, .makes = {}, .schemas = {{.schema = 0, .year_from = 1980, .year_to = 9999}}};
  for (int year = Years::first; year <= Years::last; ++year) {
    wmi.year_begin.push_back(static_cast<std::uint16_t>(wmi.by_year.size()));
    wmi.by_year.push_back(0);
  }
  wmi.year_begin.push_back(static_cast<std::uint16_t>(wmi.by_year.size()));
  return model_years(vin, wmi, this_year).years;
}

std::string random_vin(std::mt19937& random) {
  std::string vin;
  for (std::size_t i = 0; i < vin_length; ++i) vin += alphabet[random() % alphabet.size()];
  vin[8] = *check_digit(vin);
  return vin;
}

TEST(Vin, spaces_hyphens_and_small_letters_do_not_matter) {
  EXPECT_EQ(normalise(" 1hgcm-82633 a004352 "), "1HGCM82633A004352");
  EXPECT_EQ(normalise("1HG_"), "1HG_");
}

TEST(Vin, the_letters_i_o_q_and_signs_are_named_by_position) {
  EXPECT_EQ(foreign_positions("1HGCM82633A004352"), std::vector<int>{});
  EXPECT_EQ(foreign_positions("IHOCM826Q3A0043_2"), (std::vector<int>{1, 3, 9, 16}));
}

TEST(Vin, the_check_digit_is_that_of_49_cfr_565) {
  EXPECT_EQ(check_digit("1M8GDM9A_KP042788"), 'X');
  EXPECT_EQ(check_digit("1HGCM82633A004352"), '3');
  EXPECT_EQ(check_digit("11111111111111111"), '1');
  EXPECT_EQ(check_digit("1HGCM8263"), std::nullopt);
  EXPECT_EQ(check_digit("1HGCM82633A00435O"), std::nullopt);
}

TEST(Vin, every_single_character_of_another_value_breaks_the_check_digit) {
  std::mt19937 random(565);
  const auto value = [](char c) {  // the rule of the table, written another way: letters count 1-9 in rows A, J, S
    if (c <= '9') return c - '0';
    return c >= 'S' ? c - 'S' + 2 : c >= 'J' ? c - 'J' + 1 : c - 'A' + 1;
  };
  for (int round = 0; round < 2000; ++round) {
    auto vin = random_vin(random);
    const auto at = random() % vin_length;
    const char other = alphabet[random() % alphabet.size()];
    if (at == 8 || value(other) == value(vin[at])) continue;
    vin[at] = other;
    EXPECT_NE(check_digit(vin), vin[8]) << vin << " at " << at + 1;
  }
}

TEST(Vin, the_check_digit_is_law_in_north_america_only) {
  EXPECT_TRUE(has_check_digit_by_law("1HGCM82633A004352"));
  EXPECT_TRUE(has_check_digit_by_law("5YJ3E1EA7KF300001"));
  EXPECT_FALSE(has_check_digit_by_law("WVWZZZ1KZAW000001"));
  EXPECT_FALSE(has_check_digit_by_law("6G1"));
  EXPECT_FALSE(has_check_digit_by_law(""));
}

TEST(Vin, a_small_maker_is_known_by_six_characters) {
  EXPECT_EQ(wmi_of("1HGCM82633A004352"), "1HG");
  EXPECT_EQ(wmi_of("1Z9CM82633A123352"), "1Z9123");
  EXPECT_EQ(wmi_of("1Z9CM"), "1Z9");
  EXPECT_EQ(wmi_of("1H"), "1H");
}

TEST(ModelYear, a_digit_in_position_7_of_a_light_vehicle_means_the_years_before_2010) {
  EXPECT_EQ(years_of("1HGCM82633A004352", true, 2026), std::vector<int>{2003});
  EXPECT_EQ(years_of("1HGCM8263LA004352", true, 2026), std::vector<int>{1990});
}

TEST(ModelYear, a_letter_in_position_7_of_a_light_vehicle_means_the_years_from_2010) {
  EXPECT_EQ(years_of("1HGCM8A63LA004352", true, 2026), std::vector<int>{2020});
}

TEST(ModelYear, other_vehicles_keep_both_cycles_the_later_first) {
  EXPECT_EQ(years_of("1HDCM8263LA004352", false, 2026), (std::vector<int>{2020, 1990}));
}

TEST(ModelYear, a_year_more_than_two_ahead_is_one_of_the_cycle_before) {
  EXPECT_EQ(years_of("1HDCM8A63XA004352", false, 2026), std::vector<int>{1999});
  EXPECT_EQ(years_of("1HDCM8A63WA004352", true, 2026), (std::vector<int>{2028}));
  EXPECT_EQ(years_of("1HDCM8A63WA004352", true, 2025), (std::vector<int>{1998}));
}

TEST(ModelYear, characters_that_stand_for_no_year_give_none) {
  for (const char c : std::string("IOQUZ0")) {
    std::string vin = "1HGCM82633A004352";
    vin[9] = c;
    EXPECT_TRUE(years_of(vin, true, 2026).empty()) << c;
  }
  EXPECT_TRUE(years_of("1HGCM8263", true, 2026).empty());
}

TEST(ModelYear, the_thirty_codes_stand_for_thirty_years_in_order) {
  int year = 2010;
  for (const char c : std::string("ABCDEFGHJKLMNPRSTVWXY123456789")) {
    std::string vin = "1HGCM8A63_A004352";
    vin[9] = c;
    EXPECT_EQ(years_of(vin, true, 2060), std::vector<int>{year++}) << c;
  }
}

}  // namespace
}  // namespace mvp::catalog::vin
