#pragma once
#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace mvp::catalog {

/// The characters VINs are made of. Source: 49 CFR 565.13(e), ISO 3779.
inline constexpr std::string_view vin_alphabet = "0123456789ABCDEFGHJKLMNPRSTUVWXYZ";

/// Places of a VIN that keys speak of: positions 4-8, "|", positions 10-17.
inline constexpr std::size_t key_places = 14;

/// A set of characters, one bit each: 0-9, A-Z, "|". What no VIN has ("*" for a character not known, too) is in no set.
using CharacterSet = std::uint64_t;
inline constexpr CharacterSet any_character = ~CharacterSet{0};
CharacterSet set_of(char c);

/// What the keys of a schema are matched against.
class Subject {
 public:
  /// Of a VIN in upper case, whole or its beginning.
  explicit Subject(std::string_view vin);

  std::size_t size() const { return text_.size(); }
  const std::string& text() const { return text_; }
  CharacterSet at(std::size_t place) const { return characters_[place]; }

 private:
  std::string text_;
  std::array<CharacterSet, key_places> characters_{};
};

using KeyId = std::uint32_t;

/// All vPIC keys, compiled, each once. A key says of the first places which characters they may have: "*" and "_" any,
/// "#" a digit, "[A-CX]" one of a set, all else itself. A set without its bracket is matched by nothing.
/// Source: NHTSA vPIC, spVinDecode_Core.
class KeyTable {
 public:
  /// The key's id; equal texts have one id.
  KeyId add(std::string_view text);
  /// To be called after the last `add`: gives the keys their order.
  void finish();

  bool matches(KeyId key, const Subject& subject) const;
  /// Places for which the key names characters, as bits (bit 0: position 4, bit 6: position 10).
  unsigned named_places(KeyId key) const { return keys_[key].named; }
  /// The characters allowed at that place.
  CharacterSet allowed(KeyId key, std::size_t place) const;
  /// The digits that stand in the subject from the key's first "#" to its last; empty if it has none.
  std::string_view digits_spelled(KeyId key, const Subject& subject) const;
  /// Places the subject must have.
  std::uint8_t length(KeyId key) const { return keys_[key].length; }
  /// vPIC's order of keys that are equal otherwise: the shorter without its "*" first, then by text without brackets.
  std::uint32_t rank(KeyId key) const { return keys_[key].rank; }

 private:
  struct Key {
    std::uint32_t first_set = 0;  ///< in sets_, one for each bit in `named`
    std::uint32_t rank = 0;
    std::uint16_t named = 0;
    std::uint8_t length = 0;  ///< places the subject must have
    std::uint8_t first_digit = 0, last_digit = 0;  ///< places of "#", the last one plus one; 0: none
  };
  static Key compile(std::string_view text, std::vector<CharacterSet>& sets);

  std::vector<Key> keys_;
  std::vector<CharacterSet> sets_;
  std::unordered_map<std::string, KeyId> ids_;  ///< until finish()
};

}  // namespace mvp::catalog
