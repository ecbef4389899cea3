#include "import/checksum.hpp"

#include <gtest/gtest.h>

namespace mvp::catalog::vpic_import {
namespace {

Sum sum_of(std::initializer_list<std::string_view> rows) {
  Checksum checksum;
  for (const auto row : rows) checksum.add(row);
  return {checksum.rows(), checksum.hex()};
}

TEST(Checksum, does_not_depend_on_the_order_of_the_rows) { EXPECT_EQ(sum_of({"1\ta", "2\tb", "3\tc"}), sum_of({"3\tc", "1\ta", "2\tb"})); }

TEST(Checksum, tells_a_changed_row_a_moved_value_and_null_from_the_empty_text) {
  EXPECT_NE(sum_of({"1\ta", "2\tb"}).checksum, sum_of({"1\ta", "2\tc"}).checksum);
  EXPECT_NE(sum_of({"1\ta", "2\tb"}).checksum, sum_of({"1\tb", "2\ta"}).checksum);
  EXPECT_NE(sum_of({"1\t"}).checksum, sum_of({"1\t\\N"}).checksum);
}

TEST(Checksum, rows_that_are_there_twice_do_not_cancel_out) { EXPECT_NE(sum_of({"a", "a"}).checksum, sum_of({"b", "b"}).checksum); }

TEST(Checksum, of_no_rows_is_nought) { EXPECT_EQ(sum_of({}), (Sum{0, std::string(32, '0')})); }

}  // namespace
}  // namespace mvp::catalog::vpic_import
