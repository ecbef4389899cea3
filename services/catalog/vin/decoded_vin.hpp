#pragma once
#include <optional>
#include <string>
#include <vector>

#include "mvp/json/codec.hpp"

namespace mvp::catalog::vin {

/// Something wrong with a VIN, or something the catalogue does not know about it.
struct Finding {
  std::string code;             ///< length, character, check_digit, check_digit_unverified, unknown_manufacturer, model_year, unknown_vehicle
  std::string message;          ///< one sentence for people
  std::optional<int> position;  ///< in the VIN, from 1
};
BOOST_DESCRIBE_STRUCT(Finding, (), (code, message, position))

/// What a VIN says, in vPIC's words. What is not known is null.
struct DecodedVin {
  std::string vin;     ///< normalised
  bool valid = false;  ///< length, characters and (where the law asks for it) check digit are right
  std::optional<int> year;
  std::optional<std::string> make, model, series, trim, body;
  std::optional<int> doors;
  std::optional<std::string> drive, fuel, electrification;
  std::optional<int> cylinders;
  std::optional<double> displacement_l;
  std::optional<std::string> engine_model, transmission, gvwr, plant, manufacturer;
  std::vector<Finding> errors;
  std::optional<std::string> suggestion;  ///< the VIN probably meant, when one character is off
};
BOOST_DESCRIBE_STRUCT(DecodedVin, (), (vin, valid, year, make, model, series, trim, body, doors, drive, fuel, electrification, cylinders,
                                       displacement_l, engine_model, transmission, gvwr, plant, manufacturer, errors, suggestion))

}  // namespace mvp::catalog::vin
