#include "vin/reading.hpp"

#include <algorithm>
#include <bit>
#include <tuple>

#include "vin/model_year.hpp"
#include "vin/pattern.hpp"

namespace mvp::catalog::vin {
namespace {

struct Candidate {
  const Pattern* pattern = nullptr;
  int priority = 0;
};

bool is_better(const Index& index, const Candidate& a, const Candidate& b) {
  if (!b.pattern) return true;
  if (a.priority != b.priority) return a.priority > b.priority;
  if (a.pattern->changed_at != b.pattern->changed_at) return a.pattern->changed_at > b.pattern->changed_at;
  if (a.pattern->keys == b.pattern->keys) return false;
  const auto keys_a = index.text(a.pattern->keys), keys_b = index.text(b.pattern->keys);
  if (const auto length_a = fixed_length(keys_a), length_b = fixed_length(keys_b); length_a != length_b) return length_a < length_b;
  return without_brackets(keys_a) < without_brackets(keys_b);
}

bool covers(const SchemaUse& use, std::optional<int> year) {
  return !year || (*year >= use.year_from && *year <= use.year_to);
}

bool has_schema(const Wmi& wmi, int year) {
  return std::ranges::any_of(wmi.schemas, [year](const SchemaUse& use) { return covers(use, year); });
}

void add_engine(const Index& index, Reading& reading) {
  const auto engine = reading.values.find(Element::engine_model);
  if (engine == reading.values.end()) return;
  std::map<Element, const EnginePattern*> newest;
  for (const auto& pattern : index.engine_patterns(index.text(engine->second))) {
    auto& best = newest[pattern.element];
    if (!best || pattern.changed_at > best->changed_at) best = &pattern;
  }
  for (const auto& [element, pattern] : newest)
    if (pattern->value != 0 && !reading.spelled.contains(element)) reading.values.try_emplace(element, pattern->value);
}

}  // namespace

bool operator<(const Reading& a, const Reading& b) {
  const auto rank = [](const Reading& r) {
    return std::tuple(r.pattern_count > 0, r.values.contains(Element::model), std::popcount(r.explained), r.weight, r.pattern_count,
                      r.year.value_or(0));
  };
  return rank(a) < rank(b);
}

Reading read(const Index& index, const Wmi& wmi, std::string_view keys, std::optional<int> year) {
  Reading reading{.year = year};
  std::map<Element, Candidate> best;
  for (const auto& use : wmi.schemas) {
    if (!covers(use, year)) continue;
    for (const auto& pattern : index.patterns(use.schema)) {
      const auto key = index.text(pattern.keys);
      if (!matches(key, keys)) continue;
      if (const auto digits = digits_spelled(key, keys); !digits.empty()) {
        reading.spelled.try_emplace(pattern.element, digits);
        continue;
      }
      const Candidate candidate{.pattern = &pattern, .priority = use.year_from};
      if (auto& so_far = best[pattern.element]; is_better(index, candidate, so_far)) so_far = candidate;
    }
  }
  for (const auto& [element, candidate] : best) {
    reading.values.emplace(element, candidate.pattern->value);
    reading.explained |= explained_positions(index.text(candidate.pattern->keys));
    reading.spelled.erase(element);
  }
  reading.pattern_count = static_cast<int>(best.size() + reading.spelled.size());
  add_engine(index, reading);
  for (const auto& [element, value] : reading.values) reading.weight += index.weight(element);
  for (const auto& [element, digits] : reading.spelled) reading.weight += index.weight(element);
  return reading;
}

Reading read_best(const Index& index, const Wmi& wmi, std::string_view vin, int this_year) {
  const auto keys = keys_of(vin);
  auto years = model_years(vin, wmi.is_light, this_year);
  if (years.empty()) return read(index, wmi, keys, std::nullopt);
  if (years.size() == 1 && !has_schema(wmi, years[0])) {
    // A maker that was not there in the year the rule gives, but was 30 years before or after.
    const int other = years[0] < 2010 ? years[0] + 30 : years[0] - 30;
    if (other <= this_year + 2 && has_schema(wmi, other)) years[0] = other;
  }
  auto best = read(index, wmi, keys, years[0]);
  for (std::size_t i = 1; i < years.size(); ++i)
    if (auto reading = read(index, wmi, keys, years[i]); best < reading) best = std::move(reading);
  return best;
}

}  // namespace mvp::catalog::vin
