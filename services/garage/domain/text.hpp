#pragma once
#include <algorithm>
#include <string_view>

namespace mvp::garage {

/// Characters of UTF-8 text, as the contract and PostgreSQL count them.
inline std::size_t characters_in(std::string_view text) {
  return static_cast<std::size_t>(std::ranges::count_if(text, [](char c) { return (static_cast<unsigned char>(c) & 0xc0) != 0x80; }));
}

}  // namespace mvp::garage
