#pragma once
#include <string>
#include <string_view>

namespace mvp::catalog::vin {

/// What patterns are matched against: positions 4-8, "|", positions 10-17.
std::string keys_of(std::string_view vin);

/// True if the pattern's key is a prefix of `keys`: "*" and "_" stand for any character, "#" for a digit, "[A-CX]" for
/// one of a set, all else for itself. A set without its bracket matches nothing.
/// Source: NHTSA vPIC, spVinDecode_Core.
bool matches(std::string_view pattern, std::string_view keys);

/// What stands in `keys` from the pattern's first "#" to its last; empty if it has none. The pattern must match.
std::string_view digits_spelled(std::string_view pattern, std::string_view keys);

/// Positions 4-8 and 11 that the pattern names a character for, as bits (bit 0: position 4, bit 7: position 11).
unsigned explained_positions(std::string_view pattern);

/// How much a key says: its length without "*"; and its text without brackets, to order equals as vPIC does.
std::size_t fixed_length(std::string_view pattern);
std::string without_brackets(std::string_view pattern);

}  // namespace mvp::catalog::vin
