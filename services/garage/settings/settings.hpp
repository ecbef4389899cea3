#pragma once
#include <boost/describe/class.hpp>
#include <string>

#include "domain/units.hpp"

namespace mvp::garage {

/// How this garage shows things unless a vehicle says otherwise, as stored and on the wire.
struct Settings {
  DistanceUnit distance_unit{};
  VolumeUnit volume_unit{};
  EconomyUnit economy_unit{};
  std::string currency;   ///< ISO 4217
  std::string time_zone;  ///< IANA name
};
BOOST_DESCRIBE_STRUCT(Settings, (), (distance_unit, volume_unit, economy_unit, currency, time_zone))

}  // namespace mvp::garage
