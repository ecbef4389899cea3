#include "vehicles/lists.hpp"

#include <algorithm>

namespace mvp::catalog::vehicles {
namespace {

bool is_of(const Years& years, std::optional<int> year) { return year ? years.has(*year) : years.bits != 0; }

}  // namespace

YearList years(const Index& index, int last_year) {
  YearList list;
  for (int year = std::min(last_year, Years::last); year >= Years::first; --year)
    if (index.years().has(year)) list.items.push_back(year);
  return list;
}

NamedList makes(const Index& index, std::optional<int> year) {
  NamedList list;
  for (const auto& make : index.makes())
    if (is_of(make.years, year)) list.items.push_back({.id = make.id, .name = std::string(index.text(make.name))});
  return list;
}

NamedList models(const Index& index, std::int64_t make_id, std::optional<int> year) {
  NamedList list;
  const auto* make = index.find_make(make_id);
  if (!make) return list;
  for (const auto position : make->models) {
    const auto& model = index.models()[position];
    if (is_of(model.years, year)) list.items.push_back({.id = model.id, .name = std::string(index.text(model.name))});
  }
  return list;
}

NamedList types(const Index& index) {
  NamedList list;
  for (const auto& type : index.vehicle_types()) list.items.push_back({.id = type.id, .name = std::string(index.text(type.name))});
  return list;
}

}  // namespace mvp::catalog::vehicles
