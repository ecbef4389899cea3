#pragma once
#include <memory>

#include "index/builder.hpp"

namespace mvp::catalog::vin {

/// An invented catalogue for tests, in vPIC's shape: Testa cars (1ZZ, 2015-2018 and 2018 on), Alta motorcycles (2ZM),
/// a small maker (1Z9ABC), trucks (4ZT, 1990-1999 without models, 2020 on with), and a maker of two makes (3ZZ) without patterns.
inline std::shared_ptr<const Index> small_index() {
  IndexBuilder builder;
  builder.set_dataset("0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef/1");
  builder.add_element({.id = 5, .name = "Body Class", .group = "General", .lookup_table = "BodyStyle", .weight = 99});
  builder.add_element({.id = 9, .name = "Engine Number of Cylinders", .group = "General", .lookup_table = "", .weight = 88});
  builder.add_element({.id = 11, .name = "Displacement (CC)", .group = "General", .lookup_table = "", .weight = 98});
  builder.add_element({.id = 18, .name = "Engine Model", .group = "General", .lookup_table = "", .weight = 55});
  builder.add_element({.id = 24, .name = "Fuel Type - Primary", .group = "General", .lookup_table = "FuelType", .weight = 91});
  builder.add_element({.id = 28, .name = "Model", .group = "General", .lookup_table = "Model", .weight = 99});
  builder.add_element({.id = 31, .name = "Plant City", .group = "General", .lookup_table = "", .weight = 98});
  builder.add_element({.id = 38, .name = "Trim", .group = "General", .lookup_table = "", .weight = 61});
  builder.add_element({.id = 75, .name = "Plant Country", .group = "General", .lookup_table = "Country", .weight = 99});
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
  builder.add_wmi({.wmi = "1ZZ", .id = 1, .manufacturer = "TESTA WORKS", .country_id = "6", .vehicle_type_id = 2, .truck_type_id = 0});
  builder.add_wmi({.wmi = "2ZM", .id = 2, .manufacturer = "ALTA CYCLES", .country_id = "6", .vehicle_type_id = 1, .truck_type_id = 0});
  builder.add_wmi({.wmi = "1Z9ABC", .id = 3, .manufacturer = "SMALL SHOP", .country_id = "6", .vehicle_type_id = 2, .truck_type_id = 0});
  builder.add_wmi({.wmi = "3ZZ", .id = 4, .manufacturer = "TWO NAMES", .country_id = "6", .vehicle_type_id = 2, .truck_type_id = 0});
  builder.add_wmi({.wmi = "4ZT", .id = 5, .manufacturer = "TRUCK WORKS", .country_id = "6", .vehicle_type_id = 3, .truck_type_id = 2});
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
  builder.add_pattern({.schema_id = 1, .id = 1, .keys = "A", .element_id = 28, .attribute_id = "100", .changed_at = 20150101});
  builder.add_pattern({.schema_id = 1, .id = 2, .keys = "A*[1-3]", .element_id = 38, .attribute_id = "Base", .changed_at = 20150101});
  builder.add_pattern({.schema_id = 1, .id = 3, .keys = "A*[1-3]", .element_id = 38, .attribute_id = "Base Plus", .changed_at = 20160101});
  builder.add_pattern({.schema_id = 1, .id = 4, .keys = "*B", .element_id = 24, .attribute_id = "4", .changed_at = 20150101});
  builder.add_pattern({.schema_id = 1, .id = 5, .keys = "**#", .element_id = 9, .attribute_id = "TBD", .changed_at = 20150101});
  builder.add_pattern({.schema_id = 1, .id = 6, .keys = "*B", .element_id = 11, .attribute_id = "1998", .changed_at = 20150101});
  builder.add_pattern({.schema_id = 1, .id = 7, .keys = "*****|*K", .element_id = 31, .attribute_id = "TESTVILLE", .changed_at = 20150101});
  builder.add_pattern({.schema_id = 1, .id = 8, .keys = "*****|*K", .element_id = 75, .attribute_id = "6", .changed_at = 20150101});
  builder.add_pattern({.schema_id = 2, .id = 9, .keys = "A", .element_id = 28, .attribute_id = "101", .changed_at = 20140101});
  builder.add_pattern({.schema_id = 2, .id = 10, .keys = "*B", .element_id = 18, .attribute_id = "E-One", .changed_at = 20180101});
  builder.add_pattern({.schema_id = 2, .id = 11, .keys = "*****", .element_id = 5, .attribute_id = "13", .changed_at = 20180101});
  builder.add_pattern({.schema_id = 3, .id = 12, .keys = "T", .element_id = 28, .attribute_id = "200", .changed_at = 20150101});
  builder.add_pattern({.schema_id = 4, .id = 13, .keys = "A", .element_id = 28, .attribute_id = "100", .changed_at = 20150101});
  builder.add_pattern({.schema_id = 5, .id = 14, .keys = "HAUL", .element_id = 31, .attribute_id = "OLDTOWN", .changed_at = 20150101});
  builder.add_pattern({.schema_id = 5, .id = 15, .keys = "HAUL", .element_id = 24, .attribute_id = "4", .changed_at = 20150101});
  builder.add_pattern({.schema_id = 6, .id = 16, .keys = "H", .element_id = 28, .attribute_id = "101", .changed_at = 20150101});
  builder.add_engine_pattern("e-one", 9, "4", 20150101);
  builder.add_engine_pattern("e-one", 9, "6", 20140101);
  builder.add_engine_pattern("e-one", 24, "2", 20150101);
  return builder.finish();
}

}  // namespace mvp::catalog::vin
