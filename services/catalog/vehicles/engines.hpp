#pragma once
#include <optional>
#include <string>
#include <vector>

#include "index/index.hpp"
#include "mvp/json/codec.hpp"
#include "vehicles/fit.hpp"

namespace mvp::catalog::vehicles {

struct Engine {
  std::string name;  ///< "2.0 L, 4 cylinders, Gasoline"
  std::optional<double> displacement_l;
  std::optional<int> cylinders;
  std::optional<std::string> configuration, fuel, fuel_secondary, engine_model;
  std::optional<double> power_hp;
  friend bool operator==(const Engine&, const Engine&) = default;
};
BOOST_DESCRIBE_STRUCT(Engine, (), (name, displacement_l, cylinders, configuration, fuel, fuel_secondary, engine_model, power_hp))

struct Engines {
  std::vector<Engine> items;
  std::optional<std::string> note;  ///< what the catalogue does not know
};
BOOST_DESCRIBE_STRUCT(Engines, (), (items, note))

/// The engines that VINs of these places can name, the smaller first: what decoding every such VIN would say.
Engines engines(const Index& index, const std::vector<Place>& places);

}  // namespace mvp::catalog::vehicles
