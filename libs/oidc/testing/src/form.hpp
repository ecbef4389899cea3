#pragma once
#include <algorithm>
#include <map>
#include <string>
#include <string_view>

#include "mvp/core/encoding.hpp"

namespace mvp::oidc_testing {

using Fields = std::map<std::string, std::string>;

/// Fields of a form or a query, decoded.
inline Fields fields_of(std::string_view text) {
  Fields out;
  while (!text.empty()) {
    const auto pair = text.substr(0, text.find('&'));
    text.remove_prefix(std::min(text.size(), pair.size() + 1));
    const auto equals = pair.find('=');
    if (equals != std::string_view::npos)
      out[percent_decode(pair.substr(0, equals), true).value()] = percent_decode(pair.substr(equals + 1), true).value();
  }
  return out;
}

}  // namespace mvp::oidc_testing
