#include "vehicles/lists.hpp"

#include <gtest/gtest.h>

#include "vehicles/small_catalogue.hpp"

namespace mvp::catalog::vehicles {
namespace {

std::vector<std::string> names(const NamedList& list) {
  std::vector<std::string> out;
  for (const auto& item : list.items) out.push_back(item.name);
  return out;
}

TEST(VehicleLists, years_come_newest_first_and_end_with_the_last_one_asked_for) {
  EXPECT_EQ(years(*small_catalogue(), 2021).items, (std::vector<int>{2021, 2020, 2019}));
  EXPECT_EQ(years(*small_catalogue(), 2019).items, std::vector<int>{2019});
  EXPECT_EQ(years(*small_catalogue(), 9999).items.front(), 2043);
}

TEST(VehicleLists, a_make_is_listed_in_the_years_of_its_models) {
  EXPECT_EQ(names(makes(*small_catalogue(), 2019)), (std::vector<std::string>{"Beta", "Betamax"}));
  EXPECT_EQ(names(makes(*small_catalogue(), 2018)), std::vector<std::string>{});
  EXPECT_EQ(names(makes(*small_catalogue(), 1900)), std::vector<std::string>{});
}

TEST(VehicleLists, makers_of_trailers_or_of_nothing_are_not_listed) {
  EXPECT_EQ(names(makes(*small_catalogue(), std::nullopt)), (std::vector<std::string>{"Beta", "Betamax"}));
}

TEST(VehicleLists, models_come_by_name_and_by_year) {
  EXPECT_EQ(names(models(*small_catalogue(), 2, 2020)), (std::vector<std::string>{"Ant-10", "Coupe"}));
  EXPECT_EQ(names(models(*small_catalogue(), 2, 2022)), std::vector<std::string>{"Ant-10"});
  EXPECT_EQ(names(models(*small_catalogue(), 2, std::nullopt)), (std::vector<std::string>{"Ant-10", "Coupe"}));
}

TEST(VehicleLists, an_unknown_make_has_no_models) {
  EXPECT_TRUE(models(*small_catalogue(), 99, 2020).items.empty());
  EXPECT_TRUE(models(*small_catalogue(), INT64_MAX, 2020).items.empty());
}

TEST(VehicleLists, types_come_by_number) {
  EXPECT_EQ(names(types(*small_catalogue())), (std::vector<std::string>{"Passenger Car", "Trailer"}));
}

}  // namespace
}  // namespace mvp::catalog::vehicles
