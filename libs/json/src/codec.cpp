#include "mvp/json/codec.hpp"

#include <algorithm>
#include <boost/json/src.hpp>

namespace mvp::json {
namespace {

bool has_nul(const Value& v) {
  if (const auto* text = v.if_string()) return text->find('\0') != boost::json::string::npos;
  if (const auto* array = v.if_array()) return std::ranges::any_of(*array, has_nul);
  const auto* object = v.if_object();
  return object && std::ranges::any_of(*object, [](const auto& entry) { return entry.key().find('\0') != boost::json::string_view::npos || has_nul(entry.value()); });
}

}  // namespace

Result<Value> parse(std::string_view text) {
  boost::system::error_code ec;
  boost::json::parse_options options;
  options.max_depth = 32;
  auto v = boost::json::parse(text, ec, {}, options);
  if (ec) return fail(Errc::malformed, "The body is not valid JSON.");
  // C strings end there, PostgreSQL's text among them: what follows would be lost without a word.
  if (has_nul(v)) return fail(Errc::malformed, "The body holds a NUL character.");
  return v;
}

std::string serialize(const Value& v) { return boost::json::serialize(v); }

}  // namespace mvp::json
