#pragma once
#include "index/index.hpp"

namespace mvp::catalog {

/// A pattern that speaks of an element, beside others that do.
struct Claim {
  const Pattern* pattern = nullptr;
  std::int16_t priority = 0;  ///< first year in which the schema is used
  std::uint16_t named = 0;    ///< places that the key names, see KeyTable::named_places
};

/// vPIC's order of patterns for one element: the latest schema, the latest change, the key's rank, the lower id.
/// A claim without a pattern comes last. Source: NHTSA vPIC, spVinDecode_Core.
inline bool outranks(const KeyTable& keys, const Claim& a, const Claim& b) {
  if (!b.pattern) return true;
  if (a.priority != b.priority) return a.priority > b.priority;
  if (a.pattern->changed_at != b.pattern->changed_at) return a.pattern->changed_at > b.pattern->changed_at;
  const auto rank_a = keys.rank(a.pattern->key), rank_b = keys.rank(b.pattern->key);
  if (rank_a != rank_b) return rank_a < rank_b;
  return a.pattern->id < b.pattern->id;
}

}  // namespace mvp::catalog
