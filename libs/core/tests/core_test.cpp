#include <gtest/gtest.h>

#include "mvp/core/encoding.hpp"
#include "mvp/core/ids.hpp"
#include "mvp/core/instant.hpp"

namespace mvp {
namespace {

TEST(Ids, a_random_id_is_a_uuid_and_never_the_same) {
  EXPECT_TRUE(is_uuid(random_uuid()));
  EXPECT_NE(random_uuid(), random_uuid());
  EXPECT_FALSE(is_uuid("123E4567-e89b-42d3-a456-426614174000"));
  EXPECT_FALSE(is_uuid("123e4567e89b42d3a456426614174000"));
}

TEST(Instants, both_wire_forms_give_the_same_point_in_time) {
  const auto expected = Instant::parse("2024-03-10T16:01:00Z");
  ASSERT_TRUE(expected);
  EXPECT_EQ(expected->us, 1'710'086'460'000'000);
  EXPECT_EQ(Instant::parse("2024-03-10 16:01:00+00"), expected);
  EXPECT_EQ(Instant::parse("2024-03-10T18:31:00+02:30"), expected);
  EXPECT_EQ(expected->to_string(), "2024-03-10T16:01:00Z");
  EXPECT_EQ(Instant::parse("2024-03-10T16:01:00.25Z")->to_string(), "2024-03-10T16:01:00.250000Z");
}

TEST(Instants, what_is_no_time_is_refused) {
  for (const auto* text : {"", "2024-02-30T00:00:00Z", "2024-03-10", "2024-03-10T24:00:00Z", "2024-03-10T16:01Z",
                           "2024-03-10T16:01:00", "2024-03-10T16:01:00Zx", "2024-03-10T16:01:00.Z"})
    EXPECT_FALSE(Instant::parse(text)) << text;
}

TEST(Dates, a_leap_day_exists_only_in_a_leap_year) {
  EXPECT_EQ(Date::parse("2024-02-29")->to_string(), "2024-02-29");
  EXPECT_FALSE(Date::parse("2023-02-29"));
}

TEST(Encoding, base64url_and_hex_come_back_as_they_were) {
  for (std::size_t size = 0; size < 40; ++size) {
    const auto bytes = random_bytes(size);
    EXPECT_EQ(from_base64url(to_base64url(bytes)), bytes);
    EXPECT_EQ(from_hex(to_hex(bytes)), bytes);
    EXPECT_EQ(percent_decode(percent_encode(bytes)), bytes);
  }
}

TEST(Encoding, base64url_with_stray_bits_padding_or_foreign_letters_is_refused) {
  for (const auto* text : {"QQ==", "QR", "Q", "QQ+", "Q Q"}) EXPECT_FALSE(from_base64url(text)) << text;
}

}  // namespace
}  // namespace mvp
