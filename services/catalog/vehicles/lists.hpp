#pragma once
#include <optional>
#include <string>
#include <vector>

#include "index/index.hpp"
#include "mvp/json/codec.hpp"

namespace mvp::catalog::vehicles {

/// A make, a model, a type.
struct Named {
  std::int32_t id = 0;  ///< vPIC's
  std::string name;
};
BOOST_DESCRIBE_STRUCT(Named, (), (id, name))

struct YearList {
  std::vector<int> items;
};
BOOST_DESCRIBE_STRUCT(YearList, (), (items))

struct NamedList {
  std::vector<Named> items;
};
BOOST_DESCRIBE_STRUCT(NamedList, (), (items))

/// Model years of which the catalogue knows road vehicles, newest first, up to `last_year`.
YearList years(const Index& index, int last_year);

/// Makes with a model of that year, or of any year, by name.
NamedList makes(const Index& index, std::optional<int> year);

/// Models of a make in that year, or in any, by name. Empty for an unknown make.
NamedList models(const Index& index, std::int64_t make_id, std::optional<int> year);

/// Types of vehicles.
NamedList types(const Index& index);

}  // namespace mvp::catalog::vehicles
