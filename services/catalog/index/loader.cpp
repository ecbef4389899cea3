#include "index/loader.hpp"

#include <charconv>

#include "index/builder.hpp"

namespace mvp::catalog {
namespace {

constexpr auto newest_import = "select dataset_sha256 || '/' || id from catalog_imports order by id desc limit 1";

std::int32_t number(std::string_view text, std::int32_t when_empty = 0) {
  std::int32_t value = when_empty;
  std::from_chars(text.data(), text.data() + text.size(), value);
  return value;
}

std::optional<std::int32_t> number_or_null(std::string_view text) {
  if (text.empty()) return std::nullopt;
  return number(text);
}

/// "2015-03-04 10:33:34.057" -> 20150304103334057000: orders as the time does.
std::int64_t digits(std::string_view timestamp) {
  std::int64_t value = 0;
  int count = 0;
  for (const char c : timestamp)
    if (c >= '0' && c <= '9' && count < 18) {
      value = value * 10 + (c - '0');
      ++count;
    }
  for (; count < 18; ++count) value *= 10;
  return value;
}

void load_names(Reader& reader, IndexBuilder& builder) {
  reader.each("select id, name, group_name, lookup_table, weight, coalesce(decode, '') <> '' and not is_private from vpic.elements",
              [&](Reader::Fields row) {
                builder.add_element({.id = number(row[0]), .name = row[1], .group = row[2], .lookup_table = row[3],
                                     .weight = number_or_null(row[4]), .is_decoded = row[5] == "t"});
              });
  reader.each("select table_name, id, name from vpic.lookups",
              [&](Reader::Fields row) { builder.add_lookup(row[0], row[1], row[2]); });
  reader.each("select id, name from vpic.makes order by lower(name), id",
              [&](Reader::Fields row) { builder.add_make(number(row[0]), row[1]); });
  reader.each("select m.id, m.name, min(mm.make_id) from vpic.models m left join vpic.make_models mm on mm.model_id = m.id group by 1, 2",
              [&](Reader::Fields row) { builder.add_model(number(row[0]), row[1], number(row[2], -1)); });
}

void load_manufacturers(Reader& reader, IndexBuilder& builder) {
  reader.each("select id from vpic.schemas order by id", [&](Reader::Fields row) { builder.add_schema(number(row[0])); });
  reader.each(
      "select w.wmi, w.id, m.name, w.country_id, w.vehicle_type_id, w.truck_type_id from vpic.wmis w "
      "left join vpic.manufacturers m on m.id = w.manufacturer_id where w.public_from is null or w.public_from <= current_date",
      [&](Reader::Fields row) {
        builder.add_wmi({.wmi = row[0], .id = number(row[1]), .manufacturer = row[2], .country_id = row[3],
                         .vehicle_type_id = number(row[4]), .truck_type_id = number(row[5])});
      });
  reader.each("select wmi_id, make_id from vpic.wmi_makes",
              [&](Reader::Fields row) { builder.add_wmi_make(number(row[0]), number(row[1])); });
  reader.each("select wmi_id, schema_id, year_from, year_to from vpic.wmi_schemas order by id", [&](Reader::Fields row) {
    builder.add_schema_use(number(row[0]), number(row[1]), number(row[2]), number_or_null(row[3]));
  });
}

void load_patterns(Reader& reader, IndexBuilder& builder) {
  reader.each("select schema_id, id, keys, element_id, attribute_id, changed_at from vpic.patterns order by schema_id, id",
              [&](Reader::Fields row) {
                builder.add_pattern({.schema_id = number(row[0]), .id = number(row[1]), .keys = row[2], .element_id = number(row[3]),
                                     .attribute_id = row[4], .changed_at = digits(row[5])});
              });
  reader.each("select e.name, p.element_id, p.attribute_id, p.changed_at from vpic.engine_model_patterns p join vpic.engine_models e "
              "on e.id = p.engine_model_id order by lower(e.name), e.id, p.id",
              [&](Reader::Fields row) { builder.add_engine_pattern(row[0], number(row[1]), row[2], digits(row[3])); });
}

}  // namespace

std::string current_import(const std::string& conninfo) { return Reader(conninfo).value(newest_import).value_or(""); }

std::shared_ptr<const Index> load_index(const std::string& conninfo) {
  Reader reader(conninfo);
  reader.begin_snapshot();
  auto import = reader.value(newest_import);
  if (!import) return nullptr;
  IndexBuilder builder;
  builder.set_dataset(std::move(*import));
  load_names(reader, builder);
  load_manufacturers(reader, builder);
  load_patterns(reader, builder);
  return builder.finish();
}

}  // namespace mvp::catalog
