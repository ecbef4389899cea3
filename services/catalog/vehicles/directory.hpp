#pragma once
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>

#include "index/catalogue.hpp"
#include "vehicles/search.hpp"

namespace mvp::catalog::vehicles {

/// A finished answer, shared by all who ask for it.
using Body = std::shared_ptr<const std::string>;

/// What is asked for most, made once of an index: the finished lists and the search.
class Directory {
 public:
  /// Lists end with `last_year`.
  Directory(std::shared_ptr<const Index> index, int last_year);

  const Index& index() const { return *index_; }
  int last_year() const { return last_year_; }
  const Body& years() const { return years_; }
  const Body& types() const { return types_; }
  /// Makes of a year, or of any. Years without makes share one empty list.
  const Body& makes(std::optional<int> year) const;
  const SearchIndex& search() const { return search_; }

 private:
  std::shared_ptr<const Index> index_;
  int last_year_;
  Body years_, types_, makes_of_any_year_, no_makes_;
  std::map<int, Body> makes_;
  SearchIndex search_;
};

/// The directory of the index in use, from any thread.
class Directories {
 public:
  explicit Directories(const Catalogue& catalogue) : catalogue_(catalogue) {}

  /// Made anew after an import and at the turn of the year; whoever asks first waits for it. nullptr without an index.
  std::shared_ptr<const Directory> current();

 private:
  const Catalogue& catalogue_;
  std::atomic<std::shared_ptr<const Directory>> directory_;
  std::mutex making_;
};

}  // namespace mvp::catalog::vehicles
