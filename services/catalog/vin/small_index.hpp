#pragma once
#include <memory>

#include "index/builder.hpp"

namespace mvp::catalog::vin {

/// An invented catalogue for tests, in vPIC's shape: Testa cars (1ZZ, 2015-2018 and 2018 on), Alta motorcycles (2ZM),
/// a small maker (1Z9ABC), trucks (4ZT, 1990-1999 without models, 2020 on with), and a maker of two makes (3ZZ) without patterns.
inline std::shared_ptr<const Index> small_index() {
  IndexBuilder builder;
  builder.set_dataset("0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef/1");
  builder.add_element(5, "BodyStyle", 99);
  builder.add_element(9, "", 88);
  builder.add_element(11, "", 98);
  builder.add_element(18, "", 55);
  builder.add_element(24, "FuelType", 91);
  builder.add_element(28, "Model", 99);
  builder.add_element(31, "", 98);
  builder.add_element(38, "", 61);
  builder.add_element(75, "Country", 99);
  builder.add_lookup("BodyStyle", "13", "Sedan/Saloon");
  builder.add_lookup("FuelType", "4", "Gasoline");
  builder.add_lookup("FuelType", "2", "Electric");
  builder.add_lookup("Country", "6", "United States (USA)");
  builder.add_make(20, "Alta");
  builder.add_make(10, "Testa");
  builder.add_model(101, "Uno", 10);
  builder.add_model(100, "Duo", 10);
  builder.add_model(200, "Trail", 20);
  for (const int id : {1, 2, 3, 4, 5, 6}) builder.add_schema(id);
  builder.add_wmi("1ZZ", 1, "TESTA WORKS", 2, 0);
  builder.add_wmi("2ZM", 2, "ALTA CYCLES", 1, 0);
  builder.add_wmi("1Z9ABC", 3, "SMALL SHOP", 2, 0);
  builder.add_wmi("3ZZ", 4, "TWO NAMES", 2, 0);
  builder.add_wmi("4ZT", 5, "TRUCK WORKS", 3, 2);
  builder.add_wmi_make(1, 10);
  builder.add_wmi_make(2, 20);
  builder.add_wmi_make(3, 10);
  builder.add_wmi_make(4, 10);
  builder.add_wmi_make(4, 20);
  builder.add_schema_use(1, 1, 2015, 2018);
  builder.add_schema_use(1, 2, 2018, std::nullopt);
  builder.add_schema_use(2, 3, 1990, 1999);
  builder.add_schema_use(3, 4, 2015, 2020);
  builder.add_schema_use(5, 5, 1990, 1999);
  builder.add_schema_use(5, 6, 2020, std::nullopt);
  builder.add_pattern(1, "A", 28, "100", 20150101);
  builder.add_pattern(1, "A*[1-3]", 38, "Base", 20150101);
  builder.add_pattern(1, "A*[1-3]", 38, "Base Plus", 20160101);
  builder.add_pattern(1, "*B", 24, "4", 20150101);
  builder.add_pattern(1, "**#", 9, "TBD", 20150101);
  builder.add_pattern(1, "*B", 11, "1998", 20150101);
  builder.add_pattern(1, "*****|*K", 31, "TESTVILLE", 20150101);
  builder.add_pattern(1, "*****|*K", 75, "6", 20150101);
  builder.add_pattern(2, "A", 28, "101", 20140101);
  builder.add_pattern(2, "*B", 18, "E-One", 20180101);
  builder.add_pattern(2, "*****", 5, "13", 20180101);
  builder.add_pattern(3, "T", 28, "200", 20150101);
  builder.add_pattern(4, "A", 28, "100", 20150101);
  builder.add_pattern(5, "HAUL", 31, "OLDTOWN", 20150101);
  builder.add_pattern(5, "HAUL", 24, "4", 20150101);
  builder.add_pattern(6, "H", 28, "101", 20150101);
  builder.add_engine_pattern("e-one", 9, "4", 20150101);
  builder.add_engine_pattern("e-one", 24, "2", 20150101);
  return builder.finish();
}

}  // namespace mvp::catalog::vin
