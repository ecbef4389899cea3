#include "vin/pattern.hpp"

#include <gtest/gtest.h>

#include <random>

namespace mvp::catalog::vin {
namespace {

constexpr std::string_view keys = "CM826|3A004352";

TEST(VinPattern, keys_are_positions_4_to_8_and_from_10) {
  EXPECT_EQ(keys_of("1HGCM82633A004352"), keys);
  EXPECT_EQ(keys_of("1HGCM8263"), "CM826");
  EXPECT_EQ(keys_of("1HG"), "");
}

TEST(VinPattern, a_pattern_is_a_prefix) {
  EXPECT_TRUE(matches("CM8", keys));
  EXPECT_TRUE(matches("", keys));
  EXPECT_FALSE(matches("CM9", keys));
  EXPECT_FALSE(matches("CM826|3A0043521", keys));
}

TEST(VinPattern, a_star_or_underscore_is_any_character_and_a_bar_is_itself) {
  EXPECT_TRUE(matches("*M*2", keys));
  EXPECT_TRUE(matches("_M8", keys));
  EXPECT_TRUE(matches("*****|*A", keys));
  EXPECT_FALSE(matches("*****|*B", keys));
  EXPECT_FALSE(matches("****|", keys));
}

TEST(VinPattern, brackets_hold_a_set_of_characters_and_ranges) {
  EXPECT_TRUE(matches("[A-D]M[678]", keys));
  EXPECT_TRUE(matches("[XC]", keys));
  EXPECT_TRUE(matches("**[0-37-9]2", keys));
  EXPECT_FALSE(matches("[D-F]", keys));
  EXPECT_FALSE(matches("C[ABD]", keys));
}

TEST(VinPattern, a_set_without_its_bracket_matches_nothing) { EXPECT_FALSE(matches("[ABC", keys)); }

TEST(VinPattern, a_hash_is_a_digit_and_spells_the_value) {
  EXPECT_TRUE(matches("**#", keys));
  EXPECT_FALSE(matches("*#", keys));
  EXPECT_EQ(digits_spelled("**#", keys), "8");
  EXPECT_EQ(digits_spelled("**##", keys), "82");
  EXPECT_EQ(digits_spelled("**8", keys), "");
}

TEST(VinPattern, explains_the_positions_it_names_a_character_for) {
  EXPECT_EQ(explained_positions("*A[BC]*1"), 0b1'0110U);
  EXPECT_EQ(explained_positions("*****|*[KL]"), 0b1000'0000U);
  EXPECT_EQ(explained_positions("*****|K"), 0U);
  EXPECT_EQ(explained_positions("**#"), 0b100U);
  EXPECT_EQ(explained_positions("A[B"), 0b11U);
  EXPECT_EQ(explained_positions(""), 0U);
}

TEST(VinPattern, any_prefix_with_any_characters_starred_matches) {
  std::mt19937 random(17);
  for (int round = 0; round < 1000; ++round) {
    std::string pattern(keys.substr(0, random() % (keys.size() + 1)));
    for (auto& c : pattern)
      if (random() % 3 == 0) c = '*';
    EXPECT_TRUE(matches(pattern, keys)) << pattern;
  }
}

TEST(VinPattern, a_set_matches_exactly_what_one_of_its_characters_would) {
  const std::string letters = "0123456789ABCDEFGHJKLMNPRSTUVWXYZ";
  std::mt19937 random(18);
  for (int round = 0; round < 1000; ++round) {
    std::string set;
    for (unsigned i = 0; i <= random() % 5; ++i) set += letters[random() % letters.size()];
    bool is_one = false;
    for (const char c : set) is_one = is_one || matches(std::string("*") + c, keys);
    EXPECT_EQ(matches("*[" + set + "]", keys), is_one) << set;
  }
}

}  // namespace
}  // namespace mvp::catalog::vin
