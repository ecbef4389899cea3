#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "mvp/redis/client.hpp"

namespace mvp::redis {

/// A command in RESP2: an array of bulk strings.
std::string encode(const std::vector<std::string>& words);

/// What Redis said: a reply, or its error text.
struct Answer {
  Reply reply{};
  std::optional<std::string> error{};
};

/// Takes one whole answer off the front of `input`. @return nullopt while it is incomplete.
/// @throws Unavailable when this is no RESP2.
std::optional<Answer> decode(std::string& input);

}  // namespace mvp::redis
