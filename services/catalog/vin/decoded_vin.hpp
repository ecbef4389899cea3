#pragma once
#include <optional>
#include <string>
#include <vector>

#include "mvp/json/codec.hpp"

namespace mvp::catalog::vin {

/// Something wrong with a VIN, or something the catalogue does not know about it.
struct Finding {
  std::string code;             ///< see docs/reference/catalog.md
  std::string severity;         ///< error: the number is not right; warning: it may be, but not all of it is known
  std::string message;          ///< one sentence for people
  std::optional<int> position;  ///< in the VIN, from 1
};
BOOST_DESCRIBE_STRUCT(Finding, (), (code, severity, message, position))

/// One element of vPIC, as it came out.
struct VinElement {
  int id = 0;
  std::string name;
  std::optional<std::string> group;
  std::string value;
  std::string source;  ///< pattern, formula, engine, manufacturer, conversion, year
};
BOOST_DESCRIBE_STRUCT(VinElement, (), (id, name, group, value, source))

/// What a VIN says, in vPIC's words. What is not known is null.
struct DecodedVin {
  std::string vin;          ///< normalised
  bool valid = false;       ///< length, characters and (where the law asks for it) check digit are right
  double confidence = 0;    ///< 0-1: how much of the number the catalogue accounts for
  std::optional<int> year;
  std::vector<int> year_candidates;  ///< the model years it can mean, the likelier first
  std::optional<std::string> make, model, vehicle_type, series, trim, body;
  std::optional<int> doors;
  std::optional<std::string> drive, fuel, fuel_secondary, electrification;
  std::optional<int> cylinders;
  std::optional<double> displacement_l;
  std::optional<std::string> engine_model, engine_manufacturer;
  std::optional<double> power_hp;
  std::optional<std::string> transmission;
  std::optional<int> transmission_speeds;
  std::optional<std::string> gvwr, plant, manufacturer;
  std::optional<std::string> country;  ///< of the maker
  std::vector<Finding> errors;
  std::optional<std::string> suggestion;  ///< the VIN probably meant, when one character is off
  std::optional<std::vector<VinElement>> elements;  ///< where asked for
};
BOOST_DESCRIBE_STRUCT(DecodedVin, (),
                      (vin, valid, confidence, year, year_candidates, make, model, vehicle_type, series, trim, body, doors, drive, fuel,
                       fuel_secondary, electrification, cylinders, displacement_l, engine_model, engine_manufacturer, power_hp, transmission,
                       transmission_speeds, gvwr, plant, manufacturer, country, errors, suggestion, elements))

}  // namespace mvp::catalog::vin
