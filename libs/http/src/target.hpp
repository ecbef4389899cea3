#pragma once
#include <map>
#include <string>
#include <string_view>

#include "mvp/core/result.hpp"

namespace mvp::http {

/// Path and decoded query of an origin-form request target.
struct Target {
  std::string path;
  std::map<std::string, std::string, std::less<>> query;
};

/// @return malformed for another form, a control character, a broken escape, a repeated query key, "." or ".." segments
/// (plain or escaped), or an escaped slash, which proxies and we might read differently.
Result<Target> parse_target(std::string_view target);

}  // namespace mvp::http
