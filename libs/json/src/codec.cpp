#include "mvp/json/codec.hpp"

#include <boost/json/src.hpp>

namespace mvp::json {

Result<Value> parse(std::string_view text) {
  boost::system::error_code ec;
  boost::json::parse_options options;
  options.max_depth = 32;
  auto v = boost::json::parse(text, ec, {}, options);
  if (ec) return fail(Errc::malformed, "The body is not valid JSON.");
  return v;
}

std::string serialize(const Value& v) { return boost::json::serialize(v); }

}  // namespace mvp::json
