#include "vin/reading.hpp"

#include <algorithm>
#include <array>
#include <tuple>
#include <utility>

#include "index/claim.hpp"

namespace mvp::catalog::vin {
namespace {

/// vPIC chooses the engine model, by which it fills in, in another order than the one it shows.
bool is_better_engine(const Claim& a, const Claim& b) {
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
  static Item item_of(const Claim& claim) {
    const auto& pattern = *claim.pattern;
    return {.element = pattern.element, .source = Source::pattern, .named = claim.named, .value = pattern.value, .key = pattern.key};
  }

  void add(const Claim& claim) {
    const auto& keys = index_.keys();
    const auto& pattern = *claim.pattern;
    if (pattern.spells_digits) {
      const Claim formula{.pattern = &pattern, .named = claim.named};  // of equal priority, whatever the schema
      if (auto& so_far = formulas_[pattern.slot]; outranks(keys, formula, so_far)) so_far = formula;
      return;
    }
    if (keeps_all_values(pattern.element)) {
      all_values_.push_back(item_of(claim));
      return;
    }
    if (auto& so_far = best_[pattern.slot]; outranks(keys, claim, so_far)) so_far = claim;
    if (pattern.element == Element::engine_model && is_better_engine(claim, engine_)) engine_ = claim;
  }

  void fill_in_engine(std::vector<Item>& out) const {
    if (!engine_.pattern) return;
    const auto known = out.size();
    for (const auto& pattern : index_.engine_patterns(index_.text(engine_.pattern->value))) {
      if (pattern.value == 0) continue;
      const auto end = out.begin() + static_cast<std::ptrdiff_t>(known);
      if (std::find_if(out.begin(), end, [&](const Item& item) { return item.element == pattern.element; }) == end)
        out.push_back({.element = pattern.element, .source = Source::engine, .named = engine_.named, .value = pattern.value, .key = engine_.pattern->key});
    }
  }

  const Index& index_;
  const Subject& subject_;
  std::array<Claim, most_slots> best_{}, formulas_{};
  Claim engine_{};
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
