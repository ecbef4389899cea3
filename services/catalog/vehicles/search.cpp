#include "vehicles/search.hpp"

#include <algorithm>
#include <bit>
#include <numeric>
#include <tuple>

#include "index/text.hpp"
#include "vehicles/edit_distance.hpp"

namespace mvp::catalog::vehicles {
namespace {

constexpr std::size_t most_words = 6;

// How much a word that is the same counts, one that begins so, and one that is meant, less for each slip.
constexpr float same = 4, begins = 3, similar = 2, slip = 0.5F;

/// What people call makes.
std::string_view meant_by(std::string_view word) {
  if (word == "vw") return "volkswagen";
  if (word == "chevy") return "chevrolet";
  return word;
}

int slips_forgiven(std::string_view word) { return word.size() < 4 ? 0 : word.size() < 7 ? 1 : 2; }

std::optional<int> year_in(std::string_view word) {
  const auto year = word.size() == 4 ? whole_number<int>(word) : std::nullopt;
  return year && *year >= Years::first && *year <= Years::last ? year : std::nullopt;
}

/// "F-150" is also typed "f150".
std::string joined(std::string_view text) {
  std::string out;
  for (const auto& word : words_of(text)) out += word;
  return out;
}

}  // namespace

std::vector<std::string> words_of(std::string_view text) {
  std::vector<std::string> words(1);
  for (const char c : text) {
    const bool is_letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'), is_digit = c >= '0' && c <= '9';
    if (is_letter || is_digit)
      words.back() += is_letter ? static_cast<char>(c | 0x20) : c;
    else if (!words.back().empty())
      words.emplace_back();
  }
  if (words.back().empty()) words.pop_back();
  return words;
}

SearchIndex::SearchIndex(const Index& index) : index_(index) {
  for (std::uint32_t i = 0; i < index.makes().size(); ++i) {
    const auto& make = index.makes()[i];
    if (make.years.bits == 0) continue;
    std::size_t popularity = 0;
    for (const auto model : make.models) popularity += index.uses_of(index.models()[model]).size();
    add({.make = i, .years = make.years, .popularity = popularity});
    for (const auto model : make.models)
      if (index.models()[model].years.bits != 0)
        add({.make = i, .model = model, .years = index.models()[model].years, .popularity = index.uses_of(index.models()[model]).size()});
  }
}

void SearchIndex::add(Entry entry) {
  const auto make = index_.text(index_.makes()[entry.make].name);
  auto words = words_of(make);
  words.push_back(joined(make));
  if (entry.model) {
    const auto model = index_.text(index_.models()[*entry.model].name);
    std::ranges::copy(words_of(model), std::back_inserter(words));
    words.push_back(joined(model));
  }
  const auto position = static_cast<std::uint32_t>(entries_.size());
  for (auto& word : words) {
    auto& positions = words_[std::move(word)];
    if (positions.empty() || positions.back() != position) positions.push_back(position);
  }
  entries_.push_back(std::move(entry));
}

std::vector<float> SearchIndex::fits(std::string_view word) const {
  std::vector<float> out(entries_.size());
  const auto note = [&](const std::vector<std::uint32_t>& positions, float fit) {
    for (const auto position : positions) out[position] = std::max(out[position], fit);
  };
  for (auto entry = words_.lower_bound(word); entry != words_.end() && entry->first.starts_with(word); ++entry)
    note(entry->second, entry->first.size() == word.size() ? same : begins);
  const int forgiven = slips_forgiven(word);
  if (forgiven == 0) return out;
  for (const auto& [known, positions] : words_)
    if (const int distance = prefix_distance(word, known, forgiven); distance > 0 && distance <= forgiven)
      note(positions, similar - slip * static_cast<float>(distance));
  return out;
}

Hit SearchIndex::hit_of(const Entry& entry, int last_year) const {
  const auto& make = index_.makes()[entry.make];
  Hit hit{.make_id = make.id, .make = std::string(index_.text(make.name))};
  if (entry.model) {
    const auto& model = index_.models()[*entry.model];
    hit.model_id = model.id;
    hit.model = index_.text(model.name);
  }
  hit.year_from = Years::first + std::countr_zero(entry.years.bits);
  hit.year_to = std::min(last_year, Years::first + 63 - std::countl_zero(entry.years.bits));
  return hit;
}

Hits SearchIndex::find(std::string_view typed, std::size_t limit, int last_year) const {
  auto words = words_of(typed);
  std::optional<int> year;
  if (words.size() > 1)
    if (const auto found = std::ranges::find_if(words, [](const std::string& word) { return year_in(word).has_value(); }); found != words.end()) {
      year = year_in(*found);
      words.erase(found);
    }
  if (words.size() > most_words) words.resize(most_words);
  if (words.empty()) return {};
  std::vector<float> total(entries_.size());
  std::vector<std::size_t> words_found(entries_.size());
  for (const auto& word : words) {
    const auto found = fits(meant_by(word));
    for (std::size_t i = 0; i < entries_.size(); ++i) {
      words_found[i] += found[i] > 0 ? 1 : 0;
      total[i] += found[i] * static_cast<float>(word.size());
    }
  }
  std::vector<std::size_t> order;
  for (std::size_t i = 0; i < entries_.size(); ++i) {
    const auto& years = entries_[i].years;
    if (words_found[i] > 0 && (!year || years.has(*year)) && Years::first + std::countr_zero(years.bits) <= last_year) order.push_back(i);
  }
  std::size_t most_found = 0;
  for (const auto i : order) most_found = std::max(most_found, words_found[i]);
  // A word may be a series or a trim, of which this knows nothing.
  std::erase_if(order, [&](std::size_t i) { return words_found[i] < most_found || 2 * most_found < words.size(); });
  const auto rank = [&](std::size_t i) { return std::tuple(-total[i], -static_cast<std::int64_t>(entries_[i].popularity), i); };
  const auto shown = std::min(limit, order.size());
  std::ranges::partial_sort(order, order.begin() + static_cast<std::ptrdiff_t>(shown), {}, rank);
  Hits hits;
  for (std::size_t i = 0; i < shown; ++i) hits.items.push_back(hit_of(entries_[order[i]], last_year));
  return hits;
}

}  // namespace mvp::catalog::vehicles
