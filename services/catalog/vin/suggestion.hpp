#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "index/index.hpp"

namespace mvp::catalog::vin {

/// VINs that differ from `vin` in one slip of eye or finger (a letter no VIN has, a look-alike, two neighbours swapped)
/// and whose check digit is right, likelier slips first; equally likely ones share a group.
std::vector<std::vector<std::string>> near_misses(std::string_view vin);

/// The one VIN probably meant by a wrong one: of the likeliest slips that a known manufacturer could have made, the one
/// the catalogue can say most about. nullopt when there is none, or when several are equally good.
std::optional<std::string> suggest(const Index& index, std::string_view vin, int this_year);

}  // namespace mvp::catalog::vin
