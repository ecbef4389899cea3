#include "vehicles/edit_distance.hpp"

#include <algorithm>
#include <array>

namespace mvp::catalog::vehicles {

// Optimal string alignment, row by row of `typed`; the answer is the least of the last row, for the rest of `word` is free.
int prefix_distance(std::string_view typed, std::string_view word, int most) {
  constexpr std::size_t longest = 32;
  typed = typed.substr(0, longest);
  word = word.substr(0, std::min(longest, typed.size() + static_cast<std::size_t>(most)));
  if (word.size() + static_cast<std::size_t>(most) < typed.size()) return most + 1;
  using Row = std::array<int, longest + 1>;
  Row before{}, last{}, row{};
  for (std::size_t j = 0; j <= word.size(); ++j) last[j] = static_cast<int>(j);
  for (std::size_t i = 1; i <= typed.size(); ++i) {
    row[0] = static_cast<int>(i);
    int least = row[0];
    for (std::size_t j = 1; j <= word.size(); ++j) {
      row[j] = std::min({last[j] + 1, row[j - 1] + 1, last[j - 1] + (typed[i - 1] == word[j - 1] ? 0 : 1)});
      if (i > 1 && j > 1 && typed[i - 1] == word[j - 2] && typed[i - 2] == word[j - 1]) row[j] = std::min(row[j], before[j - 2] + 1);
      least = std::min(least, row[j]);
    }
    if (least > most) return most + 1;
    before = last;
    last = row;
  }
  return std::min(*std::min_element(last.begin(), last.begin() + static_cast<std::ptrdiff_t>(word.size()) + 1), most + 1);
}

}  // namespace mvp::catalog::vehicles
