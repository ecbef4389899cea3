#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "index/index.hpp"

namespace mvp::catalog::vin {

/// VINs that differ from `vin` in one slip and whose check digit is right, by kind of slip, likelier kinds first:
/// taken for a look-alike, two neighbours swapped. Where a character is none that VINs have, only what it can stand
/// for. Empty unless `vin` has 17 characters.
std::vector<std::vector<std::string>> near_misses(std::string_view vin);

/// The one VIN probably meant by a wrong one: of the likeliest kind of slip that makes more sense than the VIN as it
/// stands (a look-alike, a swap, any one character that the catalogue cannot account for), the one that makes most; or
/// the only slip of all that makes as much. nullopt when there is none, or when several are equally good.
std::optional<std::string> suggest(const Index& index, std::string_view vin, int this_year);

}  // namespace mvp::catalog::vin
