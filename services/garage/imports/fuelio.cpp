#include "imports/cells.hpp"

namespace mvp::garage {
namespace {

/// Name of the column that starts so: Fuelio writes units and "(optional)" behind its names.
std::string column_starting(const std::map<std::string, std::size_t>& columns, std::string_view start) {
  for (const auto& [name, place] : columns)
    if (name.starts_with(start)) return name;
  return std::string(start);
}

void read_row(RowReader& row, const std::map<std::string, std::size_t>& columns, int line, std::vector<ImportedFill>& fills) {
  const auto odometer_column = column_starting(columns, "odo");
  const auto volume_column = column_starting(columns, "fuel (");
  const auto distance_unit = odometer_column.find("mi") != std::string::npos ? DistanceUnit::mi : DistanceUnit::km;
  const auto volume_unit = volume_column.find("us") != std::string::npos     ? VolumeUnit::us_gallon
                           : volume_column.find("gallon") != std::string::npos ? VolumeUnit::uk_gallon
                                                                               : VolumeUnit::litre;
  const auto filled_at = row.time("data");
  const auto odometer = row.odometer(odometer_column, distance_unit);
  const auto volume = row.volume(volume_column, volume_unit);
  const auto price = row.number(column_starting(columns, "price"));  // the total
  if (!row.is_good()) return;
  ImportedFill fill{.row = line, .filled_at = *filled_at, .odometer_m = odometer, .volume_ml = *volume,
                    .is_full = row.flag("full", false), .is_missed = row.flag("missed", false), .cost_minor = to_minor(price),
                    .station = row.prose(column_starting(columns, "city"), 200), .note = row.prose(column_starting(columns, "notes"), 2'000)};
  fills.push_back(std::move(fill));
}

}  // namespace

void read_fuelio(const std::vector<CsvRecord>& records, ParsedFile& out) {
  bool is_in_log = false;
  std::map<std::string, std::size_t> columns;
  for (const auto& record : records) {
    if (record.cells.front().starts_with("## ")) {
      is_in_log = record.cells.front() == "## Log";
      columns.clear();
    } else if (is_in_log && columns.empty()) {
      columns = columns_of(record);
    } else if (is_in_log) {
      RowReader row(columns, record, false, out.errors);
      read_row(row, columns, record.line, out.fills);
    }
  }
}

}  // namespace mvp::garage
