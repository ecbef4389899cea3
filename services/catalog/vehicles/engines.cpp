#include "vehicles/engines.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <bit>
#include <map>
#include <tuple>

#include "index/claim.hpp"
#include "index/displacement.hpp"
#include "index/text.hpp"

namespace mvp::catalog::vehicles {
namespace {

constexpr std::array parts{Element::cylinders, Element::displacement_cc, Element::displacement_ci, Element::displacement_l, Element::engine_model,
                           Element::fuel, Element::fuel_secondary, Element::engine_configuration, Element::power_hp};
constexpr std::size_t most_combinations = 4000;  // of characters; real schemas have some dozens

using Values = std::map<Element, TextId>;

bool is_part(Element element) { return std::ranges::find(parts, element) != parts.end(); }

std::optional<std::string> text(const Index& index, const Values& values, Element element) {
  const auto found = values.find(element);
  if (found == values.end() || !says_something(index.text(found->second))) return std::nullopt;
  return std::string(index.text(found->second));
}

template <class Number>
std::optional<Number> number(const Index& index, const Values& values, Element element) {
  const auto found = text(index, values, element);
  return found ? whole_number<Number>(*found) : std::nullopt;
}

std::string name_of(const Engine& engine) {
  std::string name;
  const auto add = [&](const std::string& part) { name += (name.empty() ? "" : ", ") + part; };
  if (engine.displacement_l) add(fmt::format("{:.1f} L", *engine.displacement_l));
  if (engine.cylinders) add(fmt::format("{} cylinders", *engine.cylinders));
  if (engine.fuel) add(*engine.fuel + (engine.fuel_secondary ? " and " + *engine.fuel_secondary : ""));
  if (engine.engine_model) add(*engine.engine_model);
  return name;
}

Engine engine_of(const Index& index, const Values& values) {
  const auto as_number = [&](Element element) { return number<double>(index, values, element); };
  Engine engine{.displacement_l = litres(as_number(Element::displacement_l), as_number(Element::displacement_cc), as_number(Element::displacement_ci)),
                .cylinders = number<int>(index, values, Element::cylinders),
                .configuration = text(index, values, Element::engine_configuration),
                .fuel = text(index, values, Element::fuel),
                .fuel_secondary = text(index, values, Element::fuel_secondary),
                .engine_model = text(index, values, Element::engine_model),
                .power_hp = as_number(Element::power_hp)};
  engine.name = name_of(engine);
  return engine;
}

/// True if `b` says all that `a` says.
bool is_covered(const Engine& a, const Engine& b) {
  const auto covers = [](const auto& x, const auto& y) { return !x || x == y; };
  return covers(a.displacement_l, b.displacement_l) && covers(a.cylinders, b.cylinders) && covers(a.configuration, b.configuration) &&
         covers(a.fuel, b.fuel) && covers(a.fuel_secondary, b.fuel_secondary) && covers(a.engine_model, b.engine_model) && covers(a.power_hp, b.power_hp);
}

/// What one place says of engines.
class Search {
 public:
  Search(const Index& index, const Place& place) : index_(index), place_(place) {
    for (const auto& use : place.schemas) {
      const bool names_models = std::ranges::any_of(index.patterns(use.schema), [](const Pattern& p) { return p.element == Element::model; });
      for (const auto& pattern : index.patterns(use.schema)) {
        if (!is_part(pattern.element) || pattern.spells_digits || !place.fit.goes_with(index.keys(), pattern.key)) continue;
        claims_.push_back({.pattern = &pattern, .priority = use.year_from});
        named_ |= index.keys().named_places(pattern.key);
        is_of_maker_ = is_of_maker_ || !names_models;
      }
    }
  }

  /// True if some of it stands in a schema that tells no models apart.
  bool is_of_maker() const { return is_of_maker_; }

  void collect(std::vector<Engine>& out) {
    if (claims_.empty()) return;
    combine(named_, place_.fit, out);
  }

 private:
  /// Goes through the characters of every place that matters, those together that no pattern tells apart.
  void combine(unsigned open, const Fit& fit, std::vector<Engine>& out) {
    if (combinations_ >= most_combinations) return;
    if (open == 0) {
      ++combinations_;
      add(fit, out);
      return;
    }
    const auto place = static_cast<std::size_t>(std::countr_zero(open));
    for (const auto characters : classes(place, fit)) {
      auto narrowed = fit;
      narrowed.narrow(place, characters);
      combine(open & (open - 1), narrowed, out);
    }
  }

  std::vector<CharacterSet> classes(std::size_t place, const Fit& fit) const {
    std::map<std::vector<bool>, CharacterSet> by_patterns;
    for (const char c : vin_alphabet) {
      const auto character = set_of(c);
      if ((fit.at(place) & character) == 0) continue;
      std::vector<bool> matching;
      for (const auto& claim : claims_) {
        const auto key = claim.pattern->key;
        matching.push_back((index_.keys().allowed(key, place) & character) != 0 && fit.goes_with(index_.keys(), key));
      }
      by_patterns[std::move(matching)] |= character;
    }
    std::vector<CharacterSet> out;
    for (const auto& [matching, characters] : by_patterns) out.push_back(characters);
    return out;
  }

  void add(const Fit& fit, std::vector<Engine>& out) const {
    const auto& keys = index_.keys();
    std::map<Element, Claim> best;
    for (const auto& claim : claims_)
      if (auto& so_far = best[claim.pattern->element]; fit.implies(keys, claim.pattern->key) && outranks(keys, claim, so_far)) so_far = claim;
    Values values;
    for (const auto& [element, claim] : best)
      if (claim.pattern) values.emplace(element, claim.pattern->value);
    if (const auto model = values.find(Element::engine_model); model != values.end())
      for (const auto& pattern : index_.engine_patterns(index_.text(model->second)))
        if (is_part(pattern.element)) values.try_emplace(pattern.element, pattern.value);
    auto engine = engine_of(index_, values);
    if (!engine.name.empty() && std::ranges::find(out, engine) == out.end()) out.push_back(std::move(engine));
  }

  const Index& index_;
  const Place& place_;
  std::vector<Claim> claims_;
  unsigned named_ = 0;
  bool is_of_maker_ = false;
  std::size_t combinations_ = 0;
};

}  // namespace

Engines engines(const Index& index, const std::vector<Place>& places) {
  std::vector<Engine> found;
  Engines out;
  for (const auto& place : places) {
    Search search(index, place);
    search.collect(found);
    if (search.is_of_maker()) out.note = "The catalogue does not tell the models of this maker apart by engine: not every one listed was sold in this model.";
  }
  for (std::size_t i = 0; i < found.size(); ++i) {
    bool says_nothing_new = false;
    for (std::size_t j = 0; j < found.size() && !says_nothing_new; ++j) says_nothing_new = i != j && is_covered(found[i], found[j]);
    if (!says_nothing_new) out.items.push_back(found[i]);
  }
  std::ranges::sort(out.items, [](const Engine& a, const Engine& b) {
    return std::tie(a.displacement_l, a.cylinders, a.name) < std::tie(b.displacement_l, b.cylinders, b.name);
  });
  if (out.items.empty()) out.note = "The catalogue names no engines of this model.";
  return out;
}

}  // namespace mvp::catalog::vehicles
