#include "vehicles/search.hpp"

#include <gtest/gtest.h>

#include "vehicles/edit_distance.hpp"
#include "vehicles/small_catalogue.hpp"

namespace mvp::catalog::vehicles {
namespace {

std::vector<std::string> found(std::string_view typed, std::size_t limit = 10) {
  static const auto index = small_catalogue();
  static const SearchIndex search(*index);
  std::vector<std::string> out;
  for (const auto& hit : search.find(typed, limit, 2027).items) out.push_back(hit.make + (hit.model ? " " + *hit.model : ""));
  return out;
}

using Names = std::vector<std::string>;

TEST(VehicleSearch, finds_by_the_beginning_of_a_word_the_same_word_first) {
  EXPECT_EQ(found("beta"), (Names{"Beta", "Beta Ant-10", "Beta Coupe", "Betamax", "Betamax City Bus"}));
  EXPECT_EQ(found("cou"), Names{"Beta Coupe"});
}

TEST(VehicleSearch, what_has_most_of_the_words_in_it_is_found) {
  EXPECT_EQ(found("beta coupe"), Names{"Beta Coupe"});
  EXPECT_EQ(found("beta coupe turbo"), Names{"Beta Coupe"});
  EXPECT_EQ(found("coupe turbo diesel"), Names{});
}

TEST(VehicleSearch, forgives_slips_in_longer_words) {
  EXPECT_EQ(found("coupr"), Names{"Beta Coupe"});
  EXPECT_EQ(found("cuope"), Names{"Beta Coupe"});
  EXPECT_EQ(found("btea cupe"), Names{"Beta Coupe"});
  EXPECT_EQ(found("xou"), Names{});
}

TEST(VehicleSearch, hyphens_and_spaces_do_not_matter) {
  for (const auto* typed : {"ant10", "ant 10", "ANT-10", "  ant-10 "}) EXPECT_EQ(found(typed), Names{"Beta Ant-10"}) << typed;
}

TEST(VehicleSearch, a_year_leaves_what_was_made_then) {
  EXPECT_EQ(found("beta 2019"), (Names{"Beta", "Beta Coupe", "Betamax", "Betamax City Bus"}));
  EXPECT_EQ(found("2025 beta"), (Names{"Beta", "Beta Ant-10"}));
}

TEST(VehicleSearch, what_nobody_picks_is_not_found) { EXPECT_EQ(found("hauler"), Names{}); }

TEST(VehicleSearch, gives_at_most_as_many_as_asked_for) { EXPECT_EQ(found("beta", 2), (Names{"Beta", "Beta Ant-10"})); }

TEST(VehicleSearch, signs_alone_find_nothing) { EXPECT_EQ(found("-- !"), Names{}); }

TEST(VehicleSearch, years_end_with_the_last_one_asked_for) {
  static const auto index = small_catalogue();
  const auto hits = SearchIndex(*index).find("ant", 10, 2027);
  ASSERT_EQ(hits.items.size(), 1U);
  EXPECT_EQ(hits.items[0].year_from, 2020);
  EXPECT_EQ(hits.items[0].year_to, 2027);
}

TEST(PrefixDistance, counts_slips_up_to_the_nearest_beginning) {
  EXPECT_EQ(prefix_distance("civic", "civic", 2), 0);
  EXPECT_EQ(prefix_distance("civ", "civic", 2), 0);
  EXPECT_EQ(prefix_distance("cvi", "civic", 2), 1);
  EXPECT_EQ(prefix_distance("xivic", "civic", 2), 1);
  EXPECT_EQ(prefix_distance("civvic", "civic", 2), 1);
  EXPECT_EQ(prefix_distance("cvic", "civic", 2), 1);
  EXPECT_EQ(prefix_distance("abcd", "civic", 2), 3);
  EXPECT_EQ(prefix_distance("civic", "ci", 1), 2);
}

}  // namespace
}  // namespace mvp::catalog::vehicles
