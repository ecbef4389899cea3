#include "import/tables.hpp"

#include "import/source.hpp"

namespace mvp::catalog::vpic_import {
namespace {

/// One SELECT over all small tables of (Id, Name): "select 'FuelType', Id, Name from FuelType union all ...".
std::string lookups(const SqliteImage& vpic) {
  auto tables = vpic.select(
      "select distinct m.name from sqlite_master m join Element e on e.LookupTable = m.name where m.type = 'table' "
      "and m.name not in ('Make', 'Model', 'Manufacturer') union select name from sqlite_master where name = 'VehicleType' order by 1");
  std::string sql;
  while (tables.next()) {
    const auto name = tables.text(0).value_or("");
    if (name.find_first_of("'\"") != std::string_view::npos) throw SourceError("the vPIC database has a table with a quote in its name");
    sql += (sql.empty() ? "" : " union all ") + ("select '" + std::string(name) + "', Id, trim(Name) from \"" + std::string(name) + '"');
  }
  if (sql.empty()) throw SourceError("the vPIC database has no look-up tables");
  return sql;
}

constexpr auto changed = "printed_time(nullif(coalesce(nullif(UpdatedOn, ''), CreatedOn), ''))";

/// vPIC decodes nothing with a schema that has yet to be checked.
constexpr auto is_checked = "VinSchemaId not in (select Id from VinSchema where TobeQCed = 1)";

}  // namespace

std::vector<TableMap> table_maps(const SqliteImage& vpic) {
  return {
      {"elements", "id, name, code, lookup_table, data_type, group_name, decode, is_private, weight, description",
       "select Id, Name, coalesce(Code, ''), nullif(LookupTable, ''), DataType, GroupName, nullif(Decode, ''), "
       "iif(coalesce(IsPrivate, 0) <> 0, 't', 'f'), nullif(weight, ''), nullif(trim(Description), '') from Element"},
      {"lookups", "table_name, id, name", lookups(vpic)},
      {"makes", "id, name", "select Id, trim(Name) from Make"},
      {"models", "id, name", "select Id, trim(Name) from Model"},
      {"make_models", "make_id, model_id", "select distinct MakeId, ModelId from Make_Model"},
      {"manufacturers", "id, name", "select Id, trim(Name) from Manufacturer"},
      {"wmis", "id, wmi, manufacturer_id, vehicle_type_id, truck_type_id, country_id, public_from",
       "select Id, upper(trim(Wmi)), ManufacturerId, VehicleTypeId, nullif(TruckTypeId, ''), CountryId, "
       "nullif(substr(PublicAvailabilityDate, 1, 10), '') from Wmi"},
      {"wmi_makes", "wmi_id, make_id", "select distinct WmiId, MakeId from Wmi_Make"},
      {"schemas", "id, name", "select Id, trim(Name) from VinSchema where coalesce(TobeQCed, 0) <> 1"},
      {"wmi_schemas", "id, wmi_id, schema_id, year_from, year_to",
       std::string("select Id, WmiId, VinSchemaId, YearFrom, nullif(YearTo, '') from Wmi_VinSchema where ") + is_checked, "order by Id"},
      {"patterns", "id, schema_id, keys, element_id, attribute_id, changed_at",
       std::string("select Id, VinSchemaId, upper(trim(Keys)), ElementId, trim(AttributeId), ") + changed +
           " from Pattern where " + is_checked, "order by VinSchemaId, Id"},
      {"engine_models", "id, name", "select Id, trim(Name) from EngineModel"},
      {"engine_model_patterns", "id, engine_model_id, element_id, attribute_id, changed_at",
       std::string("select Id, EngineModelId, ElementId, trim(AttributeId), ") + changed + " from EngineModelPattern"},
      {"conversions", "id, from_element_id, to_element_id, formula", "select Id, FromElementId, ToElementId, trim(Formula) from Conversion"},
  };
}

}  // namespace mvp::catalog::vpic_import
