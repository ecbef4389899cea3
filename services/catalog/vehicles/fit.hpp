#pragma once
#include <array>

#include "index/index.hpp"

namespace mvp::catalog::vehicles {

/// A set of VINs: the characters they may have at each place of a key.
class Fit {
 public:
  Fit() { allowed_.fill(any_character); }

  /// Only VINs that match the key, too.
  void narrow(const KeyTable& keys, KeyId key);
  /// Only VINs with one of these characters there.
  void narrow(std::size_t place, CharacterSet characters) { allowed_[place] &= characters; }
  /// True if some of the VINs match the key.
  bool goes_with(const KeyTable& keys, KeyId key) const;
  /// True if all of the VINs match the key.
  bool implies(const KeyTable& keys, KeyId key) const;
  CharacterSet at(std::size_t place) const { return allowed_[place]; }

 private:
  std::array<CharacterSet, key_places> allowed_;
};

/// Where the catalogue speaks of a model: the schemas that one manufacturer uses in a year, and the VINs for which one
/// of them names the model, perhaps of one trim only.
struct Place {
  std::vector<SchemaUse> schemas{};  ///< what they say of engines and trims counts, whichever names the model
  Fit fit{};
};

/// All places that speak of the model in that year. `trim` narrows them if the catalogue knows a trim of that name.
std::vector<Place> places_of(const Index& index, const Model& model, int year, std::string_view trim);

}  // namespace mvp::catalog::vehicles
