#pragma once
#include <boost/describe/class.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "domain/units.hpp"
#include "mvp/core/instant.hpp"

namespace mvp::garage {

/// One fill-up read from a file, in canonical units.
struct ImportedFill {
  int row = 0;  ///< line of the file, from 1
  Instant filled_at;  ///< what the clock showed, until a zone is known
  std::optional<std::int64_t> odometer_m;
  std::int64_t volume_ml{};
  bool is_full{}, is_missed{};
  std::optional<std::int64_t> cost_minor;
  std::optional<std::string> station, note;
};
BOOST_DESCRIBE_STRUCT(ImportedFill, (), (row, filled_at, odometer_m, volume_ml, is_full, is_missed, cost_minor, station, note))

struct RowError {
  int row = 0;
  std::optional<std::string> field;  ///< name of the column
  std::string reason;
};
BOOST_DESCRIBE_STRUCT(RowError, (), (row, field, reason))

struct ParsedFile {
  std::string format;  ///< "fuelio" or "lubelogger"
  std::vector<ImportedFill> fills;
  std::vector<RowError> errors;
};

/// Units for formats that do not name theirs (LubeLogger).
struct ImportOptions {
  DistanceUnit distance_unit{};
  VolumeUnit volume_unit{};
};

/// Recognises the format and reads all fill-ups. Times carry no zone in these files and are written as if in UTC.
/// @return invalid when the file is of no known format, too_large past 200,000 rows.
/// Source: vehicle trackers' own export headers.
Result<ParsedFile> parse_export(std::string_view file, const ImportOptions& options);

}  // namespace mvp::garage
