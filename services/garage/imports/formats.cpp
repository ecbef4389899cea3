#include "imports/formats.hpp"

#include "imports/cells.hpp"

namespace mvp::garage {
namespace {

constexpr std::size_t most_rows = 200'000;

}  // namespace

Result<ParsedFile> parse_export(std::string_view file, const ImportOptions& options) {
  const auto read = read_csv(as_utf8(file));
  if (!read) return Failure(read.error());
  const auto& records = *read;
  if (records.empty()) return fail(Errc::invalid, "The file is empty. Choose an export of Fuelio or LubeLogger.", "/body");
  if (records.size() > most_rows) return fail(Errc::too_large, "The file has more than 200,000 rows. Split it.", "/body");
  ParsedFile out;
  const auto columns = columns_of(records.front());
  if (records.front().cells.front().starts_with("## ")) {
    out.format = "fuelio";
    read_fuelio(records, out);
  } else if ((columns.contains("date") || columns.contains("fuelup_date")) && (columns.contains("odometer") || columns.contains("odo"))) {
    out.format = "lubelogger";
    read_lubelogger(records, options, out);
  } else {
    return fail(Errc::invalid, "This is no export we know. Choose a backup file of Fuelio or a fuel export of LubeLogger.", "/body");
  }
  if (out.fills.empty() && out.errors.empty()) return fail(Errc::invalid, "The file holds no fill-ups.", "/body");
  return out;
}

}  // namespace mvp::garage
