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
  const bool is_day_first = columns.contains(date) && has_day_first_dates(records, columns.at(date));
  for (std::size_t i = 1; i < records.size(); ++i) {
    RowReader row(columns, records[i], is_day_first, out.errors);
    const auto filled_at = row.time(date);
    const auto odometer = row.number(odometer_column);
    const auto volume = row.number(volume_column);
    const auto cost = row.number(cost_column);
    if (row.is_good() && (!volume || to_millilitres(*volume, options.volume_unit) < 1)) row.refuse(volume_column, "a fill-up needs a volume");
    if (!row.is_good()) continue;
    ImportedFill fill{.row = records[i].line, .filled_at = *filled_at, .odometer_m = {}, .volume_ml = to_millilitres(*volume, options.volume_unit),
                      .is_full = row.flag("isfilltofull", true), .is_missed = row.flag("missedfuelup", false), .cost_minor = to_minor(cost)};
    if (odometer && *odometer > 0) fill.odometer_m = to_metres(*odometer, options.distance_unit);
    if (const auto notes = row.text("notes"); !notes.empty()) fill.note = notes.substr(0, 2'000);
    out.fills.push_back(std::move(fill));
  }
}

}  // namespace mvp::garage
