#pragma once
#include <boost/describe/class.hpp>
#include <optional>
#include <string>

#include "domain/units.hpp"
#include "mvp/core/instant.hpp"
#include "mvp/http/router.hpp"
#include "mvp/pg/database.hpp"

namespace mvp::garage {

BOOST_DEFINE_ENUM_CLASS(ReadingSource, manual, fuel_log, import)

/// Body of POST …/odometer.
struct ReadingInput {
  Instant read_at;
  std::int64_t odometer_m{};  ///< metres, 0 to 10^10
  std::optional<std::string> note;
};
BOOST_DESCRIBE_STRUCT(ReadingInput, (), (read_at, odometer_m, note))

/// One known odometer value: entered by hand, or seen on a fill-up.
struct Reading {
  ReadingId id;
  Instant read_at;
  std::int64_t odometer_m{};
  std::optional<std::string> note;
  ReadingSource source{};
};
BOOST_DESCRIBE_STRUCT(Reading, (), (id, read_at, odometer_m, note, source))

/// /api/vehicles/{vehicle}/odometer: manual readings and those of fill-ups, newest first. Only manual ones are deleted here.
struct Odometer {
  pg::Database& db;
};

void mount(Odometer& odometer, http::Router& router);

}  // namespace mvp::garage
