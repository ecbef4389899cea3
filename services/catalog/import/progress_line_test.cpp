#include "import/progress_line.hpp"

#include <gtest/gtest.h>

#include "import/numbers.hpp"

namespace mvp::catalog::vpic_import {
namespace {

const Position half{.step = "patterns", .done = 500'000, .total = 1'000'000, .step_done = 300'000};

TEST(ProgressLine, says_the_table_a_bar_the_share_the_rows_the_speed_and_the_time_left) {
  EXPECT_EQ(progress_line(half, 100'000, 110),
            "patterns              [================>                ]  50%  500,000 of 1,000,000 rows  100,000/s  5 s left");
}

TEST(ProgressLine, is_never_wider_than_the_terminal) {
  for (std::size_t width = 0; width < 150; ++width) EXPECT_LE(progress_line(half, 100'000, width).size(), width);
}

TEST(ProgressLine, in_a_narrow_terminal_drops_the_bar_first_and_what_does_not_fit) {
  EXPECT_EQ(progress_line(half, 100'000, 60), "patterns               50%  500,000 of 1,000,000 rows");
  EXPECT_EQ(progress_line(half, 100'000, 30), "patterns               50%");
}

TEST(ProgressLine, is_full_at_the_end_and_when_there_is_nothing_to_do) {
  EXPECT_NE(progress_line({.step = "x", .done = 7, .total = 7}, 1, 80).find("=] 100%"), std::string::npos);
  EXPECT_NE(progress_line({.step = "x"}, 0, 80).find("=] 100%"), std::string::npos);
}

TEST(ProgressLine, bytes_are_told_in_mebibytes) {
  EXPECT_EQ(progress_line({.step = "unpacking", .done = 6 << 20, .total = 24 << 20, .unit = Position::Unit::bytes}, 3 << 20, 74),
            "unpacking             [===>         ]  25%  6 of 24 MiB  3 MiB/s  6 s left");
}

TEST(Pace, of_a_continued_import_does_not_count_what_was_there_before) {
  const std::chrono::steady_clock::time_point start{std::chrono::hours(1)};
  Pace pace;
  pace.measure({.step = "patterns", .done = 900, .total = 1'000}, start);
  EXPECT_EQ(pace.per_second(), 0);
  pace.measure({.step = "patterns", .done = 950, .total = 1'000}, start + std::chrono::seconds(2));
  EXPECT_EQ(pace.per_second(), 25);
}

TEST(Pace, begins_anew_after_the_unpacking) {
  const std::chrono::steady_clock::time_point start{std::chrono::hours(1)};
  Pace pace;
  pace.measure({.step = "unpacking", .done = 900, .total = 1'000, .unit = Position::Unit::bytes}, start);
  pace.measure({.step = "makes", .done = 0, .total = 1'000}, start + std::chrono::seconds(5));
  pace.measure({.step = "makes", .done = 10, .total = 1'000}, start + std::chrono::seconds(6));
  EXPECT_EQ(pace.per_second(), 10);
}

TEST(Numbers, are_grouped_by_thousands) {
  EXPECT_EQ(grouped(std::int64_t{0}), "0");
  EXPECT_EQ(grouped(std::int64_t{999}), "999");
  EXPECT_EQ(grouped(std::int64_t{1'083'213}), "1,083,213");
}

}  // namespace
}  // namespace mvp::catalog::vpic_import
