#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <filesystem>

#include "app/known_vins.hpp"
#include "app/real_vpic.hpp"
#include "import/importer.hpp"
#include "index/loader.hpp"
#include "mvp/testing/servers.hpp"
#include "vehicles/lists.hpp"
#include "vin/decoder.hpp"
#include "vin/vin.hpp"

namespace mvp::catalog {
namespace {

std::string shown(const vin::DecodedVin& car) {
  const auto text = [](const auto& field) { return field.value_or("-"); };
  std::string litres = "-";
  if (car.displacement_l) litres = std::to_string(*car.displacement_l), litres.resize(litres.find('.') + 3);
  return std::to_string(car.year.value_or(0)) + " | " + text(car.make) + " | " + text(car.model) + " | " + text(car.series) + " | " +
         text(car.trim) + " | " + text(car.body) + " | " + text(car.fuel) + " | " + (car.cylinders ? std::to_string(*car.cylinders) : "-") +
         " | " + litres + " | " + text(car.plant);
}

TEST_F(RealVpic, every_row_of_the_source_is_in_the_database) {
  EXPECT_EQ(vpic_import::verify(database(), vpic_archive(), vpic_import::known_sources()), std::vector<std::string>{});
}

TEST_F(RealVpic, well_known_vehicles_are_decoded_as_vpics_data_says) {
  for (const auto& [vin, expected] : known_vins) {
    const auto car = vin::decode(index(), vin, 2026);
    EXPECT_TRUE(car.valid) << vin;
    EXPECT_TRUE(std::ranges::all_of(car.errors, [](const auto& finding) { return finding.severity == "warning"; })) << vin << ": " << json::encode(car.errors);
    EXPECT_EQ(shown(car), expected) << vin;
  }
}

TEST_F(RealVpic, two_swapped_characters_are_noticed_and_what_is_suggested_is_sound) {
  int put_right = 0, noticed = 0;
  for (const auto& [vin, expected] : known_vins) {
    std::string wrong(vin);
    std::swap(wrong[4], wrong[5]);
    if (!vin::has_check_digit_by_law(vin) || vin::check_digit(wrong) == wrong[8]) continue;
    ++noticed;
    const auto car = vin::decode(index(), wrong, 2026);
    EXPECT_FALSE(car.valid) << wrong;
    if (car.suggestion == vin) ++put_right;
    if (car.suggestion) EXPECT_TRUE(vin::decode(index(), *car.suggestion, 2026).valid) << *car.suggestion;
  }
  EXPECT_GT(noticed, 20);
  EXPECT_GT(put_right, 0);
}

TEST_F(RealVpic, the_letter_o_for_a_nought_is_put_right) {
  for (const auto& [vin, expected] : known_vins) {
    std::string wrong(vin);
    for (auto& c : wrong) c = c == '0' ? 'O' : c;
    if (wrong == vin) continue;
    EXPECT_EQ(vin::decode(index(), wrong, 2026).suggestion, vin);
  }
}

TEST_F(RealVpic, makes_and_models_of_a_year_are_those_on_sale_then) {
  const auto names = [](const vehicles::NamedList& list, std::string_view name) {
    return std::ranges::any_of(list.items, [&](const auto& item) { return item.name == name; });
  };
  const auto makes = vehicles::makes(index(), 2016);
  for (const auto* make : {"Honda", "Ford", "BMW", "Tesla", "Toyota"}) EXPECT_TRUE(names(makes, make)) << make;
  EXPECT_FALSE(names(vehicles::makes(index(), 1990), "Tesla"));
  const auto honda = std::ranges::find(makes.items, "Honda", &vehicles::Named::name)->id;
  const auto models = vehicles::models(index(), honda, 2016);
  for (const auto* model : {"Accord", "Civic", "CR-V"}) EXPECT_TRUE(names(models, model)) << model;
  EXPECT_FALSE(names(models, "F-150"));
  const auto years = vehicles::years(index(), 2027);
  EXPECT_EQ(years.items.front(), 2027);
  EXPECT_GT(years.items.size(), 40U);
}

TEST_F(RealVpic, the_index_is_there_in_seconds) {
  database();
  const auto started = std::chrono::steady_clock::now();
  const auto loaded = load_index(database());
  const auto took_ms = std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::steady_clock::now() - started).count();
  RecordProperty("load_ms", static_cast<int>(took_ms));
  EXPECT_GT(loaded->pattern_count(), 500'000U);
  EXPECT_LT(took_ms, 60'000);  // sanitizers and a busy machine included; mvp-catalog itself needs about a second
}

}  // namespace
}  // namespace mvp::catalog
