#pragma once
#include <map>
#include <optional>
#include <string>

#include "imports/csv.hpp"
#include "imports/formats.hpp"

namespace mvp::garage {

/// One record read by column names, case aside. What is wrong is noted as a RowError; reading goes on.
class RowReader {
 public:
  RowReader(const std::map<std::string, std::size_t>& columns, const CsvRecord& record, bool is_day_first, std::vector<RowError>& errors)
      : columns_(columns), record_(record), is_day_first_(is_day_first), errors_(errors) {}

  std::string text(const std::string& column) const;  ///< trimmed; empty when there is no such cell
  /// nullopt when empty, or not a number (then noted). Decimal comma or point, thousands marks, currency signs.
  /// In a whole number (an odometer) three digits behind a single mark are thousands: "52.000".
  std::optional<double> number(const std::string& column, bool is_whole = false);
  std::optional<std::int64_t> odometer(const std::string& column, DistanceUnit unit);  ///< metres; zero is unknown
  std::optional<std::int64_t> volume(const std::string& column, VolumeUnit unit);  ///< millilitres; noted when missing
  std::optional<std::string> prose(const std::string& column, std::size_t most) const;  ///< at most so many bytes of whole characters
  bool flag(const std::string& column, bool fallback) const;
  std::optional<Instant> time(const std::string& column);  ///< noted when it is no date
  void refuse(const std::string& column, std::string reason);
  bool is_good() const { return is_good_; }

 private:
  const std::map<std::string, std::size_t>& columns_;
  const CsvRecord& record_;
  bool is_day_first_;
  std::vector<RowError>& errors_;
  bool is_good_ = true;
};

/// Names of a header record in lower case, with their places.
std::map<std::string, std::size_t> columns_of(const CsvRecord& header);
/// True when any slash date of the column can only be day first.
bool has_day_first_dates(const std::vector<CsvRecord>& records, std::size_t column);

std::int64_t to_metres(double distance, DistanceUnit unit);
std::int64_t to_millilitres(double volume, VolumeUnit unit);
std::optional<std::int64_t> to_minor(std::optional<double> amount);

/// The readers of single formats.
void read_fuelio(const std::vector<CsvRecord>& records, ParsedFile& out);
void read_lubelogger(const std::vector<CsvRecord>& records, const ImportOptions& options, ParsedFile& out);

}  // namespace mvp::garage
