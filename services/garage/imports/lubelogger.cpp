#include "imports/cells.hpp"

namespace mvp::garage {
namespace {

/// The first of the names that the header has: LubeLogger itself takes all of them.
std::string known(const std::map<std::string, std::size_t>& columns, std::initializer_list<const char*> names) {
  for (const auto* name : names)
    if (columns.contains(name)) return name;
  return *names.begin();
}

}  // namespace

void read_lubelogger(const std::vector<CsvRecord>& records, const ImportOptions& options, ParsedFile& out) {
  const auto columns = columns_of(records.front());
  const auto date = known(columns, {"date", "fuelup_date"});
  const auto odometer_column = known(columns, {"odometer", "odo"});
  const auto volume_column = known(columns, {"fuelconsumed", "gallons", "liters", "litres", "consumption", "quantity", "qty"});
  const auto cost_column = known(columns, {"cost", "total cost", "totalcost", "total price"});
  const auto full_column = known(columns, {"isfilltofull", "filled up"});
  const auto partial_column = known(columns, {"partial_fuelup", "partial tank", "partial_fill"});
  const auto missed_column = known(columns, {"missedfuelup", "missed_fuelup", "missed fill up", "missed_fill"});
  const bool is_day_first = columns.contains(date) && has_day_first_dates(records, columns.at(date));
  for (std::size_t i = 1; i < records.size(); ++i) {
    RowReader row(columns, records[i], is_day_first, out.errors);
    const auto filled_at = row.time(date);
    const auto odometer = row.odometer(odometer_column, options.distance_unit);
    const auto volume = row.volume(volume_column, options.volume_unit);
    auto cost = row.number(cost_column);
    if (!cost && row.is_good())
      if (const auto unit_price = row.number("price")) cost = *unit_price * row.number(volume_column).value_or(0);
    if (!row.is_good()) continue;
    ImportedFill fill{.row = records[i].line, .filled_at = *filled_at, .odometer_m = odometer, .volume_ml = *volume,
                      .is_full = row.flag(full_column, !row.flag(partial_column, false)), .is_missed = row.flag(missed_column, false),
                      .cost_minor = to_minor(cost), .station = {}, .note = row.prose("notes", 2'000)};
    out.fills.push_back(std::move(fill));
  }
}

}  // namespace mvp::garage
