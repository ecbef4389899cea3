#include "vehicles/lists.hpp"

#include <gtest/gtest.h>

#include "index/builder.hpp"

namespace mvp::catalog::vehicles {
namespace {

/// Beta makes the Coupe (2019-2020) and the Ant (2020 on); Zeta makes trailers only; Idle nothing.
std::shared_ptr<const Index> small_index() {
  IndexBuilder builder;
  builder.add_make(2, "Beta");
  builder.add_make(3, "Idle");
  builder.add_make(1, "Zeta");
  builder.add_model(20, "Coupe", 2);
  builder.add_model(21, "Ant", 2);
  builder.add_model(10, "Hauler", 1);
  for (const int id : {1, 2, 3}) builder.add_schema(id);
  builder.add_wmi("1BB", 1, "BETA", 2, 0);
  builder.add_wmi("1TT", 2, "ZETA", 6, 0);
  builder.add_schema_use(1, 1, 2019, 2020);
  builder.add_schema_use(1, 2, 2020, std::nullopt);
  builder.add_schema_use(2, 3, 2010, 2030);
  builder.add_pattern(1, "A", 28, "20", 0);
  builder.add_pattern(2, "B", 28, "21", 0);
  builder.add_pattern(3, "C", 28, "10", 0);
  return builder.finish();
}

std::vector<std::string> names(const NamedList& list) {
  std::vector<std::string> out;
  for (const auto& item : list.items) out.push_back(item.name);
  return out;
}

TEST(VehicleLists, years_come_newest_first_and_end_with_the_last_one_asked_for) {
  EXPECT_EQ(years(*small_index(), 2021).items, (std::vector<int>{2021, 2020, 2019}));
  EXPECT_EQ(years(*small_index(), 2019).items, std::vector<int>{2019});
  EXPECT_EQ(years(*small_index(), 9999).items.front(), 2043);
}

TEST(VehicleLists, a_make_is_listed_in_the_years_of_its_models) {
  EXPECT_EQ(names(makes(*small_index(), 2019)), std::vector<std::string>{"Beta"});
  EXPECT_EQ(names(makes(*small_index(), 2018)), std::vector<std::string>{});
  EXPECT_EQ(names(makes(*small_index(), 1900)), std::vector<std::string>{});
}

TEST(VehicleLists, makers_of_trailers_or_of_nothing_are_not_listed) {
  EXPECT_EQ(names(makes(*small_index(), std::nullopt)), std::vector<std::string>{"Beta"});
}

TEST(VehicleLists, models_come_by_name_and_by_year) {
  EXPECT_EQ(names(models(*small_index(), 2, 2020)), (std::vector<std::string>{"Ant", "Coupe"}));
  EXPECT_EQ(names(models(*small_index(), 2, 2022)), std::vector<std::string>{"Ant"});
  EXPECT_EQ(names(models(*small_index(), 2, std::nullopt)), (std::vector<std::string>{"Ant", "Coupe"}));
}

TEST(VehicleLists, an_unknown_make_has_no_models) {
  EXPECT_TRUE(models(*small_index(), 99, 2020).items.empty());
  EXPECT_TRUE(models(*small_index(), INT64_MAX, 2020).items.empty());
}

}  // namespace
}  // namespace mvp::catalog::vehicles
