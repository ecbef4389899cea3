#include "vehicles/choices.hpp"

#include <gtest/gtest.h>

#include "vehicles/engines.hpp"
#include "vehicles/small_catalogue.hpp"

namespace mvp::catalog::vehicles {
namespace {

const Index& catalogue() {
  static const auto index = small_catalogue();
  return *index;
}

std::vector<Place> places(std::int32_t model, int year, std::string_view trim = {}) {
  return places_of(catalogue(), *catalogue().find_model(model), year, trim);
}

std::vector<std::string> names(const auto& list) {
  std::vector<std::string> out;
  for (const auto& item : list.items) out.push_back(item.name);
  return out;
}

TEST(VehicleChoices, trims_are_those_whose_vins_can_be_of_the_model) {
  const auto found = trims(catalogue(), places(20, 2019));
  EXPECT_EQ(names(found), (std::vector<std::string>{"Base", "Sport"}));
  EXPECT_EQ(found.note, std::nullopt);
}

TEST(VehicleChoices, a_model_without_trims_has_its_series_and_that_is_said) {
  const auto found = trims(catalogue(), places(21, 2021));
  EXPECT_EQ(names(found), std::vector<std::string>{"Volt"});
  EXPECT_EQ(found.note, "The catalogue names no trims of this model; these are its series.");
}

TEST(VehicleChoices, of_a_year_in_which_it_was_not_made_a_model_has_none_and_that_is_said) {
  const auto found = trims(catalogue(), places(20, 2021));
  EXPECT_TRUE(found.items.empty());
  EXPECT_EQ(found.note, "The catalogue names no trims of this model.");
}

TEST(VehicleChoices, transmissions_that_are_not_known_are_not_invented) {
  const auto found = transmissions(catalogue(), places(20, 2019));
  EXPECT_TRUE(found.items.empty());
  EXPECT_EQ(found.note, "The catalogue names no transmissions of this model.");
}

TEST(VehicleEngines, are_what_decoding_every_vin_of_the_model_would_say) {
  EXPECT_EQ(names(engines(catalogue(), places(20, 2019))),
            (std::vector<std::string>{"1.6 L, 4 cylinders, Gasoline", "2.0 L, Gasoline", "3.0 L, 6 cylinders, Gasoline, V-Six"}));
}

TEST(VehicleEngines, that_a_maker_lists_without_telling_models_apart_are_listed_and_that_is_said) {
  EXPECT_TRUE(engines(catalogue(), places(20, 2019)).note->starts_with("The catalogue does not tell the models of this maker apart"));
  EXPECT_EQ(engines(catalogue(), places(20, 2020)).items.size(), 2U);
  EXPECT_EQ(engines(catalogue(), places(20, 2020)).note, std::nullopt);
}

TEST(VehicleEngines, of_a_trim_are_those_that_go_with_it) {
  EXPECT_EQ(names(engines(catalogue(), places(20, 2019, "Sport"))),
            (std::vector<std::string>{"2.0 L, Gasoline", "3.0 L, 6 cylinders, Gasoline, V-Six"}));
}

TEST(VehicleEngines, of_a_trim_that_is_not_known_are_those_of_the_model) {
  EXPECT_EQ(engines(catalogue(), places(20, 2019, "Luxury")).items.size(), 3U);
}

TEST(VehicleEngines, an_electric_one_has_no_displacement) {
  const auto found = engines(catalogue(), places(21, 2021));
  EXPECT_EQ(names(found), std::vector<std::string>{"Electric"});
  EXPECT_EQ(found.items[0].displacement_l, std::nullopt);
}

TEST(VehicleEngines, none_are_said_to_be_none) {
  EXPECT_EQ(engines(catalogue(), places(40, 2019)).note, "The catalogue names no engines of this model.");
}

}  // namespace
}  // namespace mvp::catalog::vehicles
