#pragma once
#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "index/index.hpp"

namespace mvp::catalog::vin {

/// What the catalogue's patterns say about a VIN taken for one model year.
struct Reading {
  std::optional<int> year;              ///< nullopt: the VIN names none, schemas of all years count
  std::map<Element, std::uint32_t> values{};  ///< as in Pattern::value
  std::map<Element, std::string> spelled{};   ///< digits that stand in the VIN itself, where a key has "#"
  int pattern_count = 0;                ///< elements that patterns decided
  unsigned explained = 0;               ///< positions that those patterns name, see explained_positions
  int weight = 0;                       ///< vPIC's weights of the elements known

  /// How well the year fits: the reading that names a model compares greater, then the one that leaves fewer characters
  /// unexplained, then the one that says more. Source: NHTSA vPIC, spVinDecode, which prefers a pass without error 14
  /// (no model, or positions unused) and then goes by weight.
  friend bool operator<(const Reading& a, const Reading& b);
};

/// Reads `keys` (see keys_of) by the maker's schemas of that year. Of several patterns that match for one element
/// counts the one of the schema used last, then the one changed last, then vPIC's further order.
/// Source: NHTSA vPIC, spVinDecode_Core.
Reading read(const Index& index, const Wmi& wmi, std::string_view keys, std::optional<int> year);

/// Reads a VIN for every model year it can mean and takes the best.
Reading read_best(const Index& index, const Wmi& wmi, std::string_view vin, int this_year);

}  // namespace mvp::catalog::vin
