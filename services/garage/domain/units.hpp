#pragma once
#include <boost/describe/enum.hpp>
#include <string>

#include "mvp/core/ids.hpp"
#include "mvp/core/instant.hpp"

namespace mvp::garage {

using VehicleId = Id<struct VehicleTag>;
using ReadingId = Id<struct ReadingTag>;
using FuelLogId = Id<struct FuelLogTag>;

/// How figures are shown. Storage is canonical: metres, millilitres, minor currency units.
BOOST_DEFINE_ENUM_CLASS(DistanceUnit, km, mi)
BOOST_DEFINE_ENUM_CLASS(VolumeUnit, litre, us_gallon, uk_gallon)
BOOST_DEFINE_ENUM_CLASS(EconomyUnit, l_per_100km, mpg_us, mpg_uk, km_per_l)
BOOST_DEFINE_ENUM_CLASS(FuelKind, petrol, diesel, electric, lpg, cng, hydrogen, other)

/// Nothing is recorded from before 1900-01-01.
constexpr Instant earliest{-2'208'988'800'000'000};

/// ISO 4217: three capital letters.
bool is_currency(const std::string& text);

/// The version in an If-Match header. @return precondition_failed unless it is `current` in quotes, invalid when missing.
Result<std::int64_t> version_of(std::string_view if_match);

}  // namespace mvp::garage
