#pragma once
#include <string_view>
#include <vector>

#include "vin/model_year.hpp"
#include "vin/reading.hpp"

namespace mvp::catalog::vin {

/// A character that no schema of the maker and year knows at that position.
struct UnknownCharacter {
  int position = 0;        ///< in the VIN, from 1
  CharacterSet known = 0;  ///< what the schemas know there
};

/// How well a reading accounts for the VIN.
struct Assessment {
  std::vector<UnknownCharacter> unknown{};
  unsigned unused = 0;  ///< descriptive places that no value was read from
  int error_value = 0;  ///< vPIC's weights of its error codes: the greater, the better
};

/// A reading chosen among the model years a VIN can mean.
struct Choice {
  Reading reading{};
  Assessment assessment{};
  ModelYears years{};  ///< the chosen one first
};

/// Reads a VIN for every model year it can mean and takes the best: the one with the lesser errors by vPIC's weights, then the one that
/// says more by vPIC's weights, then by patterns, then the later. Source: NHTSA vPIC, spVinDecode.
/// `known_year`: what the asker says; it counts if the maker has a schema that matches in it.
Choice choose(const Index& index, const Wmi& wmi, std::string_view vin, int this_year, std::optional<int> known_year = std::nullopt);

/// How much sense a VIN makes beside another: greater is better.
struct Merit {
  bool has_patterns = false, has_model = false;
  int errors = 0, used = 0;
  friend auto operator<=>(const Merit&, const Merit&) = default;
};
Merit merit_of(const Choice& choice);

}  // namespace mvp::catalog::vin
