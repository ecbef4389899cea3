#include "domain/units.hpp"

#include <algorithm>
#include <charconv>

namespace mvp::garage {

bool is_currency(const std::string& text) {
  return text.size() == 3 && std::ranges::all_of(text, [](char c) { return c >= 'A' && c <= 'Z'; });
}

Result<std::int64_t> version_of(std::string_view if_match) {
  if (if_match.empty()) return fail(Errc::invalid, "Send the version you have read in If-Match.", "/If-Match");
  std::int64_t version{};
  if (if_match.size() > 2 && if_match.front() == '"' && if_match.back() == '"') {
    const auto digits = if_match.substr(1, if_match.size() - 2);
    const auto [end, ec] = std::from_chars(digits.data(), digits.data() + digits.size(), version);
    if (ec == std::errc{} && end == digits.data() + digits.size()) return version;
  }
  return fail(Errc::precondition_failed, "If-Match must be the version you have read, in quotes.", "/If-Match");
}

}  // namespace mvp::garage
