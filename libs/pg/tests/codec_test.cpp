#include "mvp/pg/codec.hpp"

#include <gtest/gtest.h>

#include <cstring>

namespace mvp::pg {
namespace {

enum class Kind { petrol, diesel };
BOOST_DESCRIBE_ENUM(Kind, petrol, diesel)
struct Extra {
  std::int64_t n{};
};
BOOST_DESCRIBE_STRUCT(Extra, (), (n))
struct Row {
  std::int64_t id{};
  std::optional<std::string> note{};
  bool is_full{};
};
BOOST_DESCRIBE_STRUCT(Row, (), (id, note, is_full))

ResultPtr answer(const std::vector<const char*>& names, const std::vector<const char*>& values) {
  ResultPtr result(PQmakeEmptyPGresult(nullptr, PGRES_TUPLES_OK));
  std::vector<PGresAttDesc> columns;
  for (const auto* name : names) columns.push_back({const_cast<char*>(name), 0, 0, 0, 25, -1, -1});
  PQsetResultAttrs(result.get(), static_cast<int>(columns.size()), columns.data());
  for (int i = 0; i < static_cast<int>(values.size()); ++i) {
    const auto* value = values[static_cast<std::size_t>(i)];
    PQsetvalue(result.get(), 0, i, const_cast<char*>(value), value ? static_cast<int>(std::strlen(value)) : -1);
  }
  return result;
}

TEST(Codec, values_become_the_text_postgresql_reads) {
  EXPECT_EQ(to_param(std::int64_t{-7}), "-7");
  EXPECT_EQ(to_param(true), "t");
  EXPECT_EQ(to_param(0.1), "0.1");
  EXPECT_EQ(to_param("text"), "text");
  EXPECT_EQ(to_param(Kind::diesel), "diesel");
  EXPECT_EQ(to_param(std::optional<int>{}), std::nullopt);
  EXPECT_EQ(to_param(std::optional<int>{3}), "3");
  EXPECT_EQ(to_param(Extra{5}), R"({"n":5})");
}

TEST(Codec, a_struct_names_its_columns) {
  EXPECT_EQ(columns<Row>(), "id, note, is_full");
  EXPECT_EQ(columns<Row>("r."), "r.id, r.note, r.is_full");
}

TEST(Codec, columns_land_by_name_in_whatever_order) {
  const auto result = answer({"is_full", "note", "id"}, {"t", nullptr, "42"});
  const auto row = rows_of<Row>(result.get()).at(0);
  EXPECT_EQ(row.id, 42);
  EXPECT_EQ(row.note, std::nullopt);
  EXPECT_TRUE(row.is_full);
}

TEST(Codec, a_missing_column_or_a_value_that_does_not_fit_is_our_mistake) {
  EXPECT_THROW(rows_of<Row>(answer({"id", "note"}, {"1", "x"}).get()), std::logic_error);
  EXPECT_THROW(rows_of<Row>(answer({"id", "note", "is_full"}, {"many", "x", "t"}).get()), std::logic_error);
  EXPECT_THROW(rows_of<Row>(answer({"id", "note", "is_full"}, {"99999999999999999999", "x", "t"}).get()), std::logic_error);
  Kind kind{};
  EXPECT_THROW(from_column("coal", kind), std::logic_error);
  from_column("diesel", kind);
  EXPECT_EQ(kind, Kind::diesel);
}

}  // namespace
}  // namespace mvp::pg
