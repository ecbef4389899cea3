#include <gtest/gtest.h>

#include <algorithm>
#include <random>

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

/// A weekly log with partial and missed fill-ups; the same for the same seed.
std::vector<Fill> some_log(unsigned seed) {
  std::mt19937 random(seed);
  const auto between = [&](int least, int most) { return std::uniform_int_distribution(least, most)(random); };
  std::vector<Fill> out;
  std::int64_t km = between(5'000, 200'000);
  for (int i = 0; i < between(20, 60); ++i) {
    out.push_back(fill(1 + i * 7, km, between(20, 60), between(0, 6) > 0, between(0, 19) == 0));
    km += between(250, 900);
  }
  return out;
}

TEST(Economy, in_any_log_a_typo_gives_the_average_of_the_log_with_that_reading_taken_out) {
  for (unsigned seed = 0; seed < 300; ++seed) {
    const auto log = some_log(seed);
    const auto at = 1 + seed % (log.size() - 2);
    for (const std::int64_t typo_m : {*log[at].odometer_m * 10, *log[at].odometer_m / 10, std::int64_t{9'999'999'000}}) {
      auto blanked = log, typed = log;
      blanked[at].odometer_m.reset();
      typed[at].odometer_m = typo_m;
      const auto out = compute_economy(typed);
      EXPECT_EQ(out.fills[at].reason, NoFigure::odometer_outlier) << seed;
      EXPECT_EQ(out.economy.average_ml_per_100km, compute_economy(blanked).economy.average_ml_per_100km) << seed;
      EXPECT_EQ(out.economy.distance_m, compute_economy(blanked).economy.distance_m) << seed;
      EXPECT_EQ(latest_odometer_m(typed), log.back().odometer_m) << seed;
    }
  }
}

TEST(Economy, in_any_log_trailing_partial_fill_ups_change_nothing) {
  for (unsigned seed = 0; seed < 300; ++seed) {
    auto log = some_log(seed);
    const auto before = compute_economy(log).economy;
    for (int i = 0; i < 3; ++i) log.push_back(fill(1'000 + i, *log.back().odometer_m / 1000 + 100, 15, false));
    const auto after = compute_economy(log).economy;
    EXPECT_EQ(after.average_ml_per_100km, before.average_ml_per_100km) << seed;
    EXPECT_EQ(after.volume_ml, before.volume_ml) << seed;
    EXPECT_EQ(after.intervals.size(), before.intervals.size()) << seed;
  }
}

TEST(Economy, in_any_log_each_fill_up_has_a_figure_or_a_reason_and_the_average_is_all_volume_over_all_distance) {
  for (unsigned seed = 0; seed < 300; ++seed) {
    auto log = some_log(seed);
    std::shuffle(log.begin(), log.end(), std::mt19937(seed));
    const auto out = compute_economy(log);
    for (const auto& f : out.fills) EXPECT_NE(f.ml_per_100km.has_value(), f.reason.has_value()) << seed;
    EXPECT_EQ(out.economy.intervals.size() + out.economy.excluded.size(), log.size()) << seed;
    std::int64_t volume_ml = 0, distance_m = 0;
    for (const auto& i : out.economy.intervals) {
      volume_ml += i.volume_ml;
      distance_m += i.distance_m;
    }
    if (distance_m > 0) EXPECT_EQ(out.economy.average_ml_per_100km, (volume_ml * 100'000 + distance_m / 2) / distance_m) << seed;
  }
}

}  // namespace
}  // namespace mvp::garage
