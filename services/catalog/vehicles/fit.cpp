#include "vehicles/fit.hpp"

#include <algorithm>
#include <bit>
#include <set>
#include <utility>

namespace mvp::catalog::vehicles {
namespace {

template <class Test>
bool all_named(const KeyTable& keys, KeyId key, const Test& test) {
  for (unsigned named = keys.named_places(key); named != 0; named &= named - 1) {
    const auto place = static_cast<std::size_t>(std::countr_zero(named));
    if (!test(place, keys.allowed(key, place))) return false;
  }
  return true;
}

std::vector<SchemaUse> schemas_of(const Wmi& wmi, int year) {
  std::vector<SchemaUse> out;
  wmi.each_use(year, [&](const SchemaUse& use) { out.push_back(use); });
  std::ranges::sort(out, {}, &SchemaUse::schema);
  return out;
}

void add_trims(const Index& index, const Place& place, std::string_view trim, std::vector<Place>& out) {
  for (const auto& use : place.schemas)
    for (const auto& pattern : index.patterns(use.schema)) {
      if (pattern.element != Element::trim && pattern.element != Element::series) continue;
      if (index.text(pattern.value) != trim || !place.fit.goes_with(index.keys(), pattern.key)) continue;
      auto& narrowed = out.emplace_back(place);
      narrowed.fit.narrow(index.keys(), pattern.key);
    }
}

}  // namespace

void Fit::narrow(const KeyTable& keys, KeyId key) {
  all_named(keys, key, [&](std::size_t place, CharacterSet set) {
    allowed_[place] &= set;
    return true;
  });
}

bool Fit::goes_with(const KeyTable& keys, KeyId key) const {
  return all_named(keys, key, [&](std::size_t place, CharacterSet set) { return (allowed_[place] & set) != 0; });
}

bool Fit::implies(const KeyTable& keys, KeyId key) const {
  return all_named(keys, key, [&](std::size_t place, CharacterSet set) { return (allowed_[place] & ~set) == 0; });
}

std::vector<Place> places_of(const Index& index, const Model& model, int year, std::string_view trim) {
  const auto position = static_cast<std::uint32_t>(&model - index.models().data());
  std::vector<Place> places;
  std::set<std::pair<KeyId, std::vector<std::uint32_t>>> seen;  // several identifiers of a maker may use the same schemas
  for (const auto& use : index.uses_of(model)) {
    if (year < use.year_from || year > use.year_to) continue;
    const auto schemas = schemas_of(*use.wmi, year);
    std::vector<std::uint32_t> ids;
    for (const auto& schema : schemas) ids.push_back(schema.schema);
    for (const auto& pattern : index.patterns(use.schema)) {
      if (pattern.element != Element::model || pattern.value != position || !seen.emplace(pattern.key, ids).second) continue;
      auto& place = places.emplace_back(Place{.schemas = schemas});
      place.fit.narrow(index.keys(), pattern.key);
    }
  }
  std::vector<Place> narrowed;
  if (!trim.empty())
    for (const auto& place : places) add_trims(index, place, trim, narrowed);
  return narrowed.empty() ? places : narrowed;
}

}  // namespace mvp::catalog::vehicles
