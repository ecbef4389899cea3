#include <gtest/gtest.h>

#include "domain/economy.hpp"

namespace mvp::garage {
namespace {

Fill fill(int day, std::optional<std::int64_t> km, std::int64_t litres, bool is_full = true, bool is_missed = false) {
  return {"f" + std::to_string(day), Instant{day * 86'400'000'000}, km ? std::optional(*km * 1000) : std::nullopt, litres * 1000, is_full, is_missed, litres * 150};
}

TEST(Economy, full_to_full_with_the_partial_fills_between) {
  const auto out = compute_economy({fill(1, 1000, 50), fill(8, 1300, 10, false), fill(15, 1600, 30)});
  EXPECT_EQ(out.fills[0].reason, NoFigure::first_fill);
  EXPECT_EQ(out.fills[1].reason, NoFigure::partial_fill);
  EXPECT_EQ(out.fills[2].ml_per_100km, 6'667);
  EXPECT_EQ(out.economy.average_ml_per_100km, 6'667);
  EXPECT_EQ(out.economy.cost_minor_per_100km, 1'000);
}

TEST(Economy, a_missed_fill_breaks_the_chain_and_a_trailing_partial_never_counts) {
  const auto out = compute_economy({fill(1, 1000, 50), fill(8, 1500, 30), fill(15, 3000, 40, true, true), fill(22, 3500, 35), fill(29, 3700, 20, false)});
  EXPECT_EQ(out.fills[2].reason, NoFigure::missed_fill);
  EXPECT_EQ(out.economy.distance_m, 1'000'000);
  EXPECT_EQ(out.economy.average_ml_per_100km, 6'500);
}

TEST(Economy, two_fills_at_one_odometer_add_up) {
  const auto out = compute_economy({fill(1, 1000, 50), fill(8, 1500, 20), {"top", Instant{8 * 86'400'000'000 + 1}, 1'500'000, 10'000, true, false, 1'500}});
  EXPECT_EQ(out.fills[2].reason, NoFigure::no_distance);
  EXPECT_EQ(out.fills[1].ml_per_100km, 6'000);
}

TEST(Economy, a_typo_in_the_odometer_changes_no_average) {
  std::vector<Fill> clean;
  for (int i = 0; i < 20; ++i) clean.push_back(fill(1 + i * 7, 10'000 + i * 600, 36));
  for (const std::int64_t typo : {1'060'000L, 106L, 999'999L}) {
    for (const std::size_t at : {5u, 19u}) {
      auto blanked = clean, typed = clean;
      blanked[at].odometer_m.reset();
      typed[at].odometer_m = typo * 1000;
      const auto out = compute_economy(typed);
      EXPECT_EQ(out.fills[at].reason, NoFigure::odometer_outlier);
      EXPECT_EQ(out.economy.average_ml_per_100km, compute_economy(blanked).economy.average_ml_per_100km);
    }
  }
}

TEST(Economy, the_order_of_input_does_not_matter_and_nothing_gives_nothing) {
  std::vector<Fill> fills{fill(1, 1000, 50), fill(8, 1500, 30), fill(15, 2100, 40)};
  const auto average = compute_economy(fills).economy.average_ml_per_100km;
  std::swap(fills[0], fills[2]);
  EXPECT_EQ(compute_economy(fills).economy.average_ml_per_100km, average);
  EXPECT_EQ(compute_economy({}).economy.average_ml_per_100km, std::nullopt);
}

}  // namespace
}  // namespace mvp::garage
