#pragma once
#include <boost/describe/class.hpp>
#include <boost/describe/enum.hpp>
#include <optional>
#include <string>
#include <vector>

#include "domain/units.hpp"
#include "mvp/core/instant.hpp"

namespace mvp::garage {

/// Why a fill-up has no figure of its own.
BOOST_DEFINE_ENUM_CLASS(NoFigure, partial_fill, first_fill, missed_fill, no_odometer, odometer_outlier, no_distance)

/// What the engine needs to know of one fill-up. Volumes in millilitres, distances in metres, money in minor units.
struct Fill {
  std::string id;
  Instant filled_at;
  std::optional<std::int64_t> odometer_m;
  std::int64_t volume_ml{};
  bool is_full{};
  bool is_missed{};  ///< one or more fill-ups before this one were not recorded
  std::optional<std::int64_t> cost_minor;
};

/// The figure that stands beside one fill-up: of the interval that ends with it, or the reason why there is none.
struct FillEconomy {
  std::optional<std::int64_t> distance_m, volume_ml, ml_per_100km;
  std::optional<NoFigure> reason;
};
BOOST_DESCRIBE_STRUCT(FillEconomy, (), (distance_m, volume_ml, ml_per_100km, reason))

struct Interval {
  std::string fuel_log;  ///< the fill-up that ends it
  Instant filled_at;
  std::int64_t distance_m{}, volume_ml{}, ml_per_100km{};
  std::optional<std::int64_t> cost_minor;  ///< only when every fill-up of the interval has a cost
};
BOOST_DESCRIBE_STRUCT(Interval, (), (fuel_log, filled_at, distance_m, volume_ml, ml_per_100km, cost_minor))

struct Excluded {
  std::string fuel_log;
  NoFigure reason{};
};
BOOST_DESCRIBE_STRUCT(Excluded, (), (fuel_log, reason))

/// What a vehicle has used. Averages are weighted by distance: all volume over all distance of the intervals.
struct Economy {
  std::optional<std::int64_t> average_ml_per_100km;
  std::int64_t distance_m{}, volume_ml{}, cost_minor{};
  std::string currency;
  std::optional<std::int64_t> cost_minor_per_100km, last_ml_per_100km;
  std::vector<Interval> intervals;
  std::vector<Excluded> excluded;
};
BOOST_DESCRIBE_STRUCT(Economy, (), (average_ml_per_100km, distance_m, volume_ml, cost_minor, currency, cost_minor_per_100km,
                                    last_ml_per_100km, intervals, excluded))

struct Computed {
  Economy economy;
  std::vector<FillEconomy> fills;  ///< one per input fill-up, in the order given
};

/// Full tank to full tank: partial fills are summed into the interval, a missed fill-up breaks the chain, two fills at one
/// odometer add up. An odometer reading that fits neither of its neighbours by date is flagged and counts as unknown: its
/// fuel was burnt all the same, so the average is that of the log without the typo. Pure; any order of input.
Computed compute_economy(const std::vector<Fill>& fills);

/// The latest odometer value that fits its neighbours, in metres. Volumes do not matter. Pure; any order of input.
std::optional<std::int64_t> latest_odometer_m(const std::vector<Fill>& readings);

}  // namespace mvp::garage
