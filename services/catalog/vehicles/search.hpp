#pragma once
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "index/index.hpp"
#include "mvp/json/codec.hpp"

namespace mvp::catalog::vehicles {

/// A make, or a model of it.
struct Hit {
  std::int32_t make_id = 0;
  std::string make;
  std::optional<std::int32_t> model_id;
  std::optional<std::string> model;
  int year_from = 0, year_to = 0;  ///< first and last model year known
};
BOOST_DESCRIBE_STRUCT(Hit, (), (make_id, make, model_id, model, year_from, year_to))

struct Hits {
  std::vector<Hit> items;
};
BOOST_DESCRIBE_STRUCT(Hits, (), (items))

/// Finds makes and models by words typed so far, with typing errors. Read-only once built; keeps a reference to the index.
class SearchIndex {
 public:
  explicit SearchIndex(const Index& index);

  /// The likeliest first. Found is what has most of the words in it, half of them at least; a year among them leaves
  /// what was made then. Years end with `last_year`.
  Hits find(std::string_view typed, std::size_t limit, int last_year) const;

 private:
  struct Entry {
    std::uint32_t make = 0;
    std::optional<std::uint32_t> model{};
    Years years{};
    std::size_t popularity = 0;  ///< how often schemas speak of it
  };
  void add(Entry entry);
  /// How well each entry fits one word: 0 not at all.
  std::vector<float> fits(std::string_view word) const;
  Hit hit_of(const Entry& entry, int last_year) const;

  const Index& index_;
  std::vector<Entry> entries_;
  std::map<std::string, std::vector<std::uint32_t>, std::less<>> words_;  ///< word -> positions in entries_
};

/// Lower case, split at what is neither letter nor digit.
std::vector<std::string> words_of(std::string_view text);

}  // namespace mvp::catalog::vehicles
