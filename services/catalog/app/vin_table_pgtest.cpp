#include <gtest/gtest.h>

#include <cmath>
#include <fstream>
#include <map>
#include <sstream>
#include <vector>

#include "app/real_vpic.hpp"
#include "vin/decoder.hpp"

namespace mvp::catalog {
namespace {

using Row = std::map<std::string, std::string>;

/// services/catalog/vin_table/vins.tsv; see docs/reference/vin-differences.md.
std::vector<Row> table() {
  std::ifstream in(std::string(MVP_SOURCE_DIR) + "/services/catalog/vin_table/vins.tsv");
  std::vector<std::string> names;
  std::vector<Row> rows;
  for (std::string line; std::getline(in, line);) {
    std::vector<std::string> fields(1);
    for (const char c : line) {
      if (c == '\t')
        fields.emplace_back();
      else
        fields.back() += c;
    }
    if (names.empty()) {
      names = fields;
      continue;
    }
    auto& row = rows.emplace_back();
    for (std::size_t i = 0; i < names.size(); ++i) row[names[i]] = i < fields.size() ? fields[i] : "";
  }
  return rows;
}

std::string two_places(double litres) {
  std::ostringstream out;
  out.precision(2);
  out << std::fixed << std::floor(litres * 100 + 0.5 + 1e-9) / 100;
  return out.str();
}

/// What the decoder says, by the table's columns.
Row row_of(const vin::DecodedVin& car) {
  Row row;
  const auto text = [&](const char* name, const std::optional<std::string>& value) { row[name] = value.value_or(""); };
  const auto number = [&](const char* name, const std::optional<int>& value) { row[name] = value ? std::to_string(*value) : ""; };
  number("year", car.year);
  text("make", car.make);
  text("model", car.model);
  text("series", car.series);
  text("trim", car.trim);
  text("body", car.body);
  number("doors", car.doors);
  text("fuel", car.fuel);
  text("fuel_secondary", car.fuel_secondary);
  number("cylinders", car.cylinders);
  row["displacement_l"] = car.displacement_l ? two_places(*car.displacement_l) : "";
  text("engine_model", car.engine_model);
  text("drive", car.drive);
  text("transmission", car.transmission);
  text("gvwr", car.gvwr);
  text("vehicle_type", car.vehicle_type);
  text("manufacturer", car.manufacturer);
  std::map<int, std::string> elements;
  for (const auto& element : car.elements.value_or(std::vector<vin::VinElement>{})) elements.emplace(element.id, element.value);
  row["plant_city"] = elements[31];
  row["plant_state"] = elements[77];
  row["plant_country"] = elements[75];
  return row;
}

class VinTable : public RealVpic {};

TEST_F(VinTable, every_value_is_what_vpics_procedure_says_of_the_same_data) {
  const auto rows = table();
  ASSERT_GE(rows.size(), 300U);
  for (const auto& row : rows) {
    const auto found = row_of(vin::decode(index(), row.at("vin"), 2026, {.with_elements = true}));
    for (const auto& [name, value] : found) {
      // Of a maker it does not know vPIC says no year; we say what the tenth character stands for.
      if (name == "year" && row.at("manufacturer").empty()) continue;
      EXPECT_EQ(value, row.at(name)) << name << " of " << row.at("vin");
    }
  }
}

TEST_F(VinTable, spans_forty_makes_and_the_years_from_1981_to_2026) {
  std::map<std::string, int> makes, years;
  for (const auto& row : table()) {
    ++makes[row.at("make")];
    ++years[row.at("year")];
  }
  EXPECT_GE(makes.size(), 40U);
  for (int year = 1981; year <= 2026; ++year) EXPECT_GT(years[std::to_string(year)], 0) << year;
}

}  // namespace
}  // namespace mvp::catalog
