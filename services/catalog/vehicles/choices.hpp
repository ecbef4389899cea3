#pragma once
#include <optional>
#include <string>
#include <vector>

#include "index/index.hpp"
#include "mvp/json/codec.hpp"
#include "vehicles/fit.hpp"

namespace mvp::catalog::vehicles {

/// A trim, a transmission.
struct Choice {
  std::string name;
};
BOOST_DESCRIBE_STRUCT(Choice, (), (name))

struct Choices {
  std::vector<Choice> items;
  std::optional<std::string> note;  ///< what the catalogue does not know
};
BOOST_DESCRIBE_STRUCT(Choices, (), (items, note))

/// Trims by name; series where no trims are named.
Choices trims(const Index& index, const std::vector<Place>& places);

/// Transmissions by name.
Choices transmissions(const Index& index, const std::vector<Place>& places);

}  // namespace mvp::catalog::vehicles
