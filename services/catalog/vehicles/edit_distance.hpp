#pragma once
#include <string_view>

namespace mvp::catalog::vehicles {

/// How many slips turn `typed` into the beginning of `word` that is nearest to it: a character too many, too few, another
/// one, or two neighbours swapped. Anything above `most` is given as `most` + 1.
int prefix_distance(std::string_view typed, std::string_view word, int most);

}  // namespace mvp::catalog::vehicles
