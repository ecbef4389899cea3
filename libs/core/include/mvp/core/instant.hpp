#pragma once
#include <compare>
#include <cstdint>
#include <string>
#include <string_view>

#include "mvp/core/result.hpp"

namespace mvp {

/// A point in time, UTC, microseconds since 1970. On the wire RFC 3339 with Z; in SQL timestamptz.
struct Instant {
  std::int64_t us = 0;

  static Instant now();
  /// Accepts RFC 3339 ("2024-03-10T16:01:00Z", any offset) and PostgreSQL's text form.
  /// @return invalid for anything else, a wrong calendar day included.
  static Result<Instant> parse(std::string_view text);
  /// "2024-03-10T16:01:00Z"; a fraction only where there is one.
  std::string to_string() const;

  friend auto operator<=>(const Instant&, const Instant&) = default;
};

/// A calendar day without a zone, "2024-05-31".
struct Date {
  std::int32_t days = 0;  ///< since 1970-01-01

  static Result<Date> parse(std::string_view text);
  std::string to_string() const;

  friend auto operator<=>(const Date&, const Date&) = default;
};

}  // namespace mvp
