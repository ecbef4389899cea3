#pragma once
#include <memory>

#include "index/builder.hpp"

namespace mvp::catalog::vehicles {

/// An invented catalogue for tests. Beta makes the Coupe (2019-2020; trims Base and Sport, three engines, one
/// of them in a schema of engines only) and the Ant-10
/// (2020 on, electric, no trims but a series); Zeta makes trailers only; Idle nothing; Betamax one bus.
inline std::shared_ptr<const Index> small_catalogue() {
  IndexBuilder builder;
  builder.add_element({.id = 9, .name = "Engine Number of Cylinders", .group = "Engine"});
  builder.add_element({.id = 11, .name = "Displacement (CC)", .group = "Engine"});
  builder.add_element({.id = 13, .name = "Displacement (L)", .group = "Engine"});
  builder.add_element({.id = 18, .name = "Engine Model", .group = "Engine"});
  builder.add_element({.id = 24, .name = "Fuel Type - Primary", .group = "Engine", .lookup_table = "FuelType"});
  builder.add_element({.id = 28, .name = "Model", .group = "General", .lookup_table = "Model"});
  builder.add_element({.id = 34, .name = "Series", .group = "General"});
  builder.add_element({.id = 38, .name = "Trim", .group = "General"});
  builder.add_lookup("FuelType", "2", "Electric");
  builder.add_lookup("FuelType", "4", "Gasoline");
  builder.add_lookup("VehicleType", "6", "Trailer");
  builder.add_lookup("VehicleType", "2", "Passenger Car");
  builder.add_make(2, "Beta");
  builder.add_make(4, "Betamax");
  builder.add_make(3, "Idle");
  builder.add_make(1, "Zeta");
  builder.add_model(20, "Coupe", 2);
  builder.add_model(21, "Ant-10", 2);
  builder.add_model(10, "Hauler", 1);
  builder.add_model(40, "City Bus", 4);
  for (const int id : {1, 2, 3, 4, 5}) builder.add_schema(id);
  builder.add_wmi({.wmi = "1BB", .id = 1, .manufacturer = "BETA", .vehicle_type_id = 2});
  builder.add_wmi({.wmi = "1TT", .id = 2, .manufacturer = "ZETA", .vehicle_type_id = 6});
  builder.add_wmi({.wmi = "1BM", .id = 3, .manufacturer = "BETAMAX", .vehicle_type_id = 5});
  builder.add_schema_use(1, 1, 2019, 2020);
  builder.add_schema_use(1, 2, 2020, std::nullopt);
  builder.add_schema_use(1, 5, 2019, 2019);
  builder.add_schema_use(2, 3, 2010, 2030);
  builder.add_schema_use(3, 4, 2019, 2019);
  int id = 0;
  const auto add = [&](int schema, const char* keys, int element, const char* value) {
    builder.add_pattern({.schema_id = schema, .id = ++id, .keys = keys, .element_id = element, .attribute_id = value, .changed_at = 20200101 + id});
  };
  add(1, "A", 28, "20");
  add(1, "A1", 38, "Base");
  add(1, "A2", 38, "Sport");
  add(1, "B2", 38, "Never");
  add(1, "****[XY]", 24, "4");
  add(1, "*1**X", 13, "1.6");
  add(1, "*1**X", 9, "4");
  add(1, "*2**X", 11, "1998");
  add(1, "B***Z", 13, "9.9");
  add(2, "B", 28, "21");
  add(2, "B1", 34, "Volt");
  add(2, "B", 24, "2");
  add(3, "C", 28, "10");
  add(4, "D", 28, "40");
  add(5, "****Y", 18, "V-Six");
  builder.add_engine_pattern("V-Six", 9, "6", 20200101);
  builder.add_engine_pattern("V-Six", 13, "5.0", 20190101);
  builder.add_engine_pattern("V-Six", 13, "3.0", 20200101);
  return builder.finish();
}

}  // namespace mvp::catalog::vehicles
