#pragma once
#include <array>
#include <optional>
#include <string_view>
#include <vector>

#include "index/index.hpp"

namespace mvp::catalog::vin {

/// Where a value comes from.
enum class Source : std::uint8_t { pattern, formula, engine };

/// One thing the catalogue says about a vehicle.
struct Item {
  Element element{};
  Source source{};
  std::uint16_t named = 0;  ///< places that the key names, see KeyTable::named_places
  std::uint32_t value = 0;  ///< as in Pattern::value; of a formula: nothing, see `spelled`
  KeyId key = 0;            ///< the key that matched
};

/// What the catalogue's patterns say about a VIN taken for one model year.
struct Reading {
  std::optional<int> year{};  ///< nullopt: the VIN names none, schemas of all years count
  std::vector<Item> items{};  ///< by element
  std::array<std::uint8_t, element_limit> first_item{};  ///< element -> position in items, plus one; 0: not known
  unsigned named = 0;         ///< places that the keys of `items` name, see KeyTable::named_places
  int weight = 0;             ///< vPIC's weights of the elements known

  /// nullptr if the element is not known.
  const Item* find(Element element) const {
    const auto at = first_item[index_of(element)];
    return at == 0 ? nullptr : &items[at - 1U];
  }
};

/// Positions 4-8 and 11, those a maker describes the vehicle with, as places.
inline constexpr unsigned descriptive_places = 0b1001'1111;
inline constexpr int descriptive_place_count = 6;

/// Reads a VIN by the maker's schemas of that year. Of several patterns that match for one element counts the one of the
/// schema used last, then the one changed last, then vPIC's further order; an engine model fills in what is open.
/// Source: NHTSA vPIC, spVinDecode_Core.
Reading read(const Index& index, const Wmi& wmi, const Subject& subject, std::optional<int> year);

}  // namespace mvp::catalog::vin
