#include "vehicles/choices.hpp"

#include <set>

#include "index/text.hpp"

namespace mvp::catalog::vehicles {
namespace {

std::vector<Choice> values(const Index& index, const std::vector<Place>& places, Element element) {
  std::set<std::string_view> names;
  for (const auto& place : places)
    for (const auto& use : place.schemas)
      for (const auto& pattern : index.patterns(use.schema))
        if (pattern.element == element && place.fit.goes_with(index.keys(), pattern.key)) names.insert(index.text(pattern.value));
  std::vector<Choice> out;
  for (const auto name : names)
    if (says_something(name)) out.push_back({.name = std::string(name)});
  return out;
}

}  // namespace

Choices trims(const Index& index, const std::vector<Place>& places) {
  Choices choices{.items = values(index, places, Element::trim)};
  if (!choices.items.empty()) return choices;
  choices.items = values(index, places, Element::series);
  choices.note = choices.items.empty() ? "The catalogue names no trims of this model." : "The catalogue names no trims of this model; these are its series.";
  return choices;
}

Choices transmissions(const Index& index, const std::vector<Place>& places) {
  Choices choices{.items = values(index, places, Element::transmission)};
  if (choices.items.empty()) choices.note = "The catalogue names no transmissions of this model.";
  return choices;
}

}  // namespace mvp::catalog::vehicles
