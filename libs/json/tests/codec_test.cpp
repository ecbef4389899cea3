#include <gtest/gtest.h>

#include "mvp/core/ids.hpp"
#include "mvp/core/instant.hpp"
#include "mvp/json/codec.hpp"

namespace mvp::json {
namespace {

enum class Colour { red, green };
BOOST_DESCRIBE_ENUM(Colour, red, green)

struct Wheel {
  std::int64_t size_mm{};
  std::optional<std::string> note{};
};
BOOST_DESCRIBE_STRUCT(Wheel, (), (size_mm, note))

struct Car {
  Id<struct CarTag> id;
  Colour colour{};
  std::vector<Wheel> wheels{};
  std::optional<Date> bought_on{};
};
BOOST_DESCRIBE_STRUCT(Car, (), (id, colour, wheels, bought_on))

constexpr auto good = R"({"id":"123e4567-e89b-42d3-a456-426614174000","colour":"green","wheels":[{"size_mm":430}],"bought_on":"2024-05-31"})";

TEST(Codec, a_described_struct_comes_back_as_it_was) {
  const auto car = decode<Car>(good);
  ASSERT_TRUE(car) << car.error().field;
  EXPECT_EQ(car->colour, Colour::green);
  EXPECT_EQ(encode(*decode<Car>(encode(*car))), encode(*car));
}

struct Bad {
  std::string body, field;
};
class BadBody : public testing::TestWithParam<Bad> {};

TEST_P(BadBody, names_the_field) {
  const auto car = decode<Car>(GetParam().body);
  ASSERT_FALSE(car);
  EXPECT_EQ(car.error().field, GetParam().field);
  EXPECT_EQ(car.error().code, Errc::invalid);
}

INSTANTIATE_TEST_SUITE_P(
    Bodies, BadBody,
    testing::Values(Bad{R"({"id":"x","colour":"red","wheels":[]})", "/id"},
                    Bad{R"({"id":"123e4567-e89b-42d3-a456-426614174000","colour":"blue","wheels":[]})", "/colour"},
                    Bad{R"({"id":"123e4567-e89b-42d3-a456-426614174000","colour":"red"})", "/wheels"},
                    Bad{R"({"id":"123e4567-e89b-42d3-a456-426614174000","colour":"red","wheels":[{"size_mm":1.5}]})", "/wheels/0/size_mm"},
                    Bad{R"({"id":"123e4567-e89b-42d3-a456-426614174000","colour":"red","wheels":[{"size_mm":1e30}]})", "/wheels/0/size_mm"},
                    Bad{R"({"id":"123e4567-e89b-42d3-a456-426614174000","colour":"red","wheels":[],"extra":1})", "/extra"}));

TEST(Codec, what_does_not_parse_is_malformed) {
  EXPECT_EQ(decode<Car>("{").error().code, Errc::malformed);
  EXPECT_EQ(decode<Car>("").error().code, Errc::malformed);
  EXPECT_EQ(decode<Car>(std::string(100, '[')).error().code, Errc::malformed);
}

TEST(Codec, a_nul_character_is_refused_wherever_it_stands) {
  for (const auto* text : {R"("a\u0000b")", R"(["\u0000"])", R"({"a":{"b":"\u0000"}})", R"({"\u0000":1})"}) {
    const auto parsed = json::parse(text);
    ASSERT_FALSE(parsed) << text;
    EXPECT_EQ(parsed.error().code, Errc::malformed) << text;
  }
  EXPECT_TRUE(json::parse(R"("a\\u0000b")"));  // an escaped backslash, not a NUL
}

TEST(Codec, numbers_are_written_as_people_write_them_and_come_back_the_same) {
  EXPECT_EQ(json::serialize(*parse(R"({"a":[2.0,0.88,1.998,-0.5,1e21,12],"b":{},"c":"x\n\"y\""})")),
            R"({"a":[2,0.88,1.998,-0.5,1e+21,12],"b":{},"c":"x\n\"y\""})");
  for (const double number : {0.1, 1.0 / 3, 1e-7, 123456789.125, 2.2250738585072014e-308})
    EXPECT_EQ(parse(json::serialize(Value(number)))->to_number<double>(), number);
}

}  // namespace
}  // namespace mvp::json
