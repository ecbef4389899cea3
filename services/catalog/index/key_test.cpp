#include "index/key.hpp"

#include <gtest/gtest.h>

#include <random>

namespace mvp::catalog {
namespace {

constexpr std::string_view vin = "1HGCM82633A004352";
constexpr std::string_view keys = "CM826|3A004352";

bool matches(std::string_view key, std::string_view of = vin) {
  KeyTable table;
  return table.matches(table.add(key), Subject(of));
}

unsigned named_places(std::string_view key) {
  KeyTable table;
  return table.named_places(table.add(key));
}

std::string spelled(std::string_view key) {
  KeyTable table;
  return std::string(table.digits_spelled(table.add(key), Subject(vin)));
}

TEST(Key, a_subject_is_positions_4_to_8_and_from_10) {
  EXPECT_EQ(Subject(vin).text(), keys);
  EXPECT_EQ(Subject("1HGCM8263").text(), "CM826");
  EXPECT_EQ(Subject("1HG").text(), "");
}

TEST(Key, a_key_is_a_prefix) {
  EXPECT_TRUE(matches("CM8"));
  EXPECT_TRUE(matches(""));
  EXPECT_FALSE(matches("CM9"));
  EXPECT_FALSE(matches("CM826|3A004352", "1HGCM82633A00435"));
}

TEST(Key, a_star_or_underscore_is_any_character_and_a_bar_is_itself) {
  EXPECT_TRUE(matches("*M*2"));
  EXPECT_TRUE(matches("_M8"));
  EXPECT_TRUE(matches("*****|*A"));
  EXPECT_FALSE(matches("*****|*B"));
  EXPECT_FALSE(matches("****|"));
}

TEST(Key, brackets_hold_a_set_of_characters_and_ranges) {
  EXPECT_TRUE(matches("[A-D]M[678]"));
  EXPECT_TRUE(matches("[XC]"));
  EXPECT_TRUE(matches("**[0-37-9]2"));
  EXPECT_FALSE(matches("[D-F]"));
  EXPECT_FALSE(matches("C[ABD]"));
}

TEST(Key, a_set_without_its_bracket_matches_nothing) { EXPECT_FALSE(matches("[ABC")); }

TEST(Key, a_hash_is_a_digit_and_spells_the_value) {
  EXPECT_TRUE(matches("**#"));
  EXPECT_FALSE(matches("*#"));
  EXPECT_EQ(spelled("**#"), "8");
  EXPECT_EQ(spelled("**##"), "82");
  EXPECT_EQ(spelled("**8"), "");
}

TEST(Key, a_character_that_is_not_known_matches_where_any_will_do) {
  EXPECT_TRUE(matches("C**2", "1HGC**263"));
  EXPECT_FALSE(matches("CM", "1HGC**263"));
  EXPECT_FALSE(matches("C[A-Z0-9]", "1HGC**263"));
}

TEST(Key, says_which_places_it_names_characters_for) {
  EXPECT_EQ(named_places("*A[BC]*1"), 0b1'0110U);
  EXPECT_EQ(named_places("*****|*[KL]"), 0b1010'0000U);
  EXPECT_EQ(named_places("**#"), 0b100U);
  EXPECT_EQ(named_places("A[B"), 0b11U);
  EXPECT_EQ(named_places(""), 0U);
}

TEST(Key, says_which_characters_it_allows_at_a_place) {
  KeyTable table;
  const auto key = table.add("A*[BC]");
  EXPECT_EQ(table.allowed(key, 0), set_of('A'));
  EXPECT_EQ(table.allowed(key, 1), any_character);
  EXPECT_EQ(table.allowed(key, 2), set_of('B') | set_of('C'));
  EXPECT_EQ(table.allowed(key, 9), any_character);
}

TEST(Key, of_equal_keys_the_shorter_without_stars_comes_first_then_the_text_without_brackets) {
  KeyTable table;
  const auto longer = table.add("AB"), shorter = table.add("***C"), set = table.add("*[AB]"), same_text = table.add("*B*A");
  table.finish();
  EXPECT_LT(table.rank(shorter), table.rank(longer));
  EXPECT_LT(table.rank(longer), table.rank(set));
  EXPECT_LT(table.rank(same_text), table.rank(longer));
}

TEST(Key, equal_texts_are_one_key) {
  KeyTable table;
  EXPECT_EQ(table.add("A*"), table.add("A*"));
  EXPECT_NE(table.add("A*"), table.add("A"));
}

TEST(Key, any_prefix_with_any_characters_starred_matches) {
  std::mt19937 random(17);
  for (int round = 0; round < 1000; ++round) {
    std::string key(keys.substr(0, random() % (keys.size() + 1)));
    for (auto& c : key)
      if (random() % 3 == 0) c = '*';
    EXPECT_TRUE(matches(key)) << key;
  }
}

TEST(Key, a_set_matches_exactly_what_one_of_its_characters_would) {
  const std::string letters = "0123456789ABCDEFGHJKLMNPRSTUVWXYZ";
  std::mt19937 random(18);
  for (int round = 0; round < 1000; ++round) {
    std::string set;
    for (unsigned i = 0; i <= random() % 5; ++i) set += letters[random() % letters.size()];
    bool is_one = false;
    for (const char c : set) is_one = is_one || matches(std::string("*") + c);
    EXPECT_EQ(matches("*[" + set + "]"), is_one) << set;
  }
}

}  // namespace
}  // namespace mvp::catalog
