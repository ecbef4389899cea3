#include "vin/reading.hpp"

#include <algorithm>
#include <array>
#include <tuple>
#include <utility>

namespace mvp::catalog::vin {
namespace {

/// The pattern that counts so far for one element.
struct Candidate {
  const Pattern* pattern = nullptr;
  std::int16_t priority = 0;  ///< first year in which the schema is used
  std::uint16_t named = 0;    ///< places that the key names
};

/// vPIC's order of patterns for one element: the latest schema, the latest change, the key's rank, the lower id.
bool is_better(const KeyTable& keys, const Candidate& a, const Candidate& b) {
  if (!b.pattern) return true;
  if (a.priority != b.priority) return a.priority > b.priority;
  if (a.pattern->changed_at != b.pattern->changed_at) return a.pattern->changed_at > b.pattern->changed_at;
  const auto rank_a = keys.rank(a.pattern->key), rank_b = keys.rank(b.pattern->key);
  if (rank_a != rank_b) return rank_a < rank_b;
  return a.pattern->id < b.pattern->id;
}

/// vPIC chooses the engine model, by which it fills in, in another order than the one it shows.
bool is_better_engine(const Candidate& a, const Candidate& b) {
  if (!b.pattern) return true;
  if (a.priority != b.priority) return a.priority > b.priority;
  if (a.pattern->changed_at != b.pattern->changed_at) return a.pattern->changed_at > b.pattern->changed_at;
  return a.pattern->id > b.pattern->id;
}

/// Collects what matches.
class Match {
 public:
  Match(const Index& index, const Subject& subject) : index_(index), subject_(subject) {}

  void add(const SchemaUse& use) {
    for (const auto& run : index_.runs(use.schema))
      if (index_.matches(run, subject_))
        for (const auto& pattern : index_.patterns(run)) add({.pattern = &pattern, .priority = use.year_from, .named = run.named});
  }

  /// By element.
  std::vector<Item> items() {
    std::vector<Item> out = std::move(all_values_);
    const bool is_mixed = !out.empty() || engine_.pattern;
    out.reserve(out.size() + 40);
    for (std::size_t slot = 0; slot < index_.slots(); ++slot) {
      if (best_[slot].pattern)
        out.push_back(item_of(best_[slot]));
      else if (const auto* formula = formulas_[slot].pattern)
        out.push_back({.element = formula->element, .source = Source::formula, .named = formulas_[slot].named, .key = formula->key});
    }
    fill_in_engine(out);
    if (is_mixed) std::ranges::sort(out, [](const Item& a, const Item& b) { return std::tie(a.element, a.value) < std::tie(b.element, b.value); });
    return out;
  }

 private:
  static Item item_of(const Candidate& candidate) {
    const auto& pattern = *candidate.pattern;
    return {.element = pattern.element, .source = Source::pattern, .named = candidate.named, .value = pattern.value, .key = pattern.key};
  }

  void add(const Candidate& candidate) {
    const auto& keys = index_.keys();
    const auto& pattern = *candidate.pattern;
    if (pattern.spells_digits) {
      const Candidate formula{.pattern = &pattern, .named = candidate.named};  // of equal priority, whatever the schema
      if (auto& so_far = formulas_[pattern.slot]; is_better(keys, formula, so_far)) so_far = formula;
      return;
    }
    if (keeps_all_values(pattern.element)) {
      all_values_.push_back(item_of(candidate));
      return;
    }
    if (auto& so_far = best_[pattern.slot]; is_better(keys, candidate, so_far)) so_far = candidate;
    if (pattern.element == Element::engine_model && is_better_engine(candidate, engine_)) engine_ = candidate;
  }

  void fill_in_engine(std::vector<Item>& out) const {
    if (!engine_.pattern) return;
    std::array<const EnginePattern*, element_limit> newest{};
    for (const auto& pattern : index_.engine_patterns(index_.text(engine_.pattern->value))) {
      auto& best = newest[index_of(pattern.element)];
      if (!best || pattern.changed_at > best->changed_at) best = &pattern;
    }
    const auto known = out.size();
    for (const auto* pattern : newest) {
      if (!pattern || pattern->value == 0) continue;
      const auto end = out.begin() + static_cast<std::ptrdiff_t>(known);
      if (std::find_if(out.begin(), end, [&](const Item& item) { return item.element == pattern->element; }) == end)
        out.push_back({.element = pattern->element, .source = Source::engine, .named = engine_.named, .value = pattern->value, .key = engine_.pattern->key});
    }
  }

  const Index& index_;
  const Subject& subject_;
  std::array<Candidate, most_slots> best_{}, formulas_{};
  Candidate engine_{};
  std::vector<Item> all_values_;
};

int weight_of(const Index& index, const Wmi& wmi, const Reading& reading) {
  int weight = 0;
  auto last = Element::none;
  for (const auto& item : reading.items)
    if (std::exchange(last, item.element) != item.element) weight += index.element(item.element).weight;
  const auto add = [&](Element element, bool is_known) { weight += is_known ? index.element(element).weight : 0; };
  add(Element::year, reading.year.has_value());
  add(Element::vehicle_type, wmi.type != VehicleType::unknown);
  add(Element::make, reading.find(Element::model) || wmi.makes.size() == 1);
  // vPIC works the others out of any one displacement.
  const bool is_other = reading.find(Element::displacement_l) || reading.find(Element::displacement_ci);
  add(Element::displacement_cc, is_other && !reading.find(Element::displacement_cc));
  return weight;
}

}  // namespace

Reading read(const Index& index, const Wmi& wmi, const Subject& subject, std::optional<int> year) {
  Match match(index, subject);
  wmi.each_use(year, [&](const SchemaUse& use) { match.add(use); });
  Reading reading{.year = year, .items = match.items()};
  for (std::size_t i = reading.items.size(); i-- > 0;) {
    const auto& item = reading.items[i];
    reading.named |= item.named;
    // vPIC knows some 200 elements and notes; more items than fit have no place in the table, only in the list.
    if (i < UINT8_MAX) reading.first_item[index_of(item.element)] = static_cast<std::uint8_t>(i + 1);
  }
  reading.weight = weight_of(index, wmi, reading);
  return reading;
}

}  // namespace mvp::catalog::vin
