#include "mvp/json/codec.hpp"

#include <algorithm>
#include <array>
#include <boost/json/src.hpp>
#include <charconv>
#include <cmath>

namespace mvp::json {
namespace {

bool has_nul(const Value& v) {
  if (const auto* text = v.if_string()) return text->find('\0') != boost::json::string::npos;
  if (const auto* array = v.if_array()) return std::ranges::any_of(*array, has_nul);
  const auto* object = v.if_object();
  return object && std::ranges::any_of(*object, [](const auto& entry) { return entry.key().find('\0') != boost::json::string_view::npos || has_nul(entry.value()); });
}

void append(std::string& out, const Value& v);

/// As people write it, where Boost would write 2 as "2E0".
void append(std::string& out, double number) {
  if (!std::isfinite(number)) {
    out += "null";
    return;
  }
  std::array<char, 32> text{};
  out.append(text.data(), std::to_chars(text.data(), text.data() + text.size(), number).ptr);
}

void append(std::string& out, const boost::json::array& array) {
  out += '[';
  for (std::size_t i = 0; i < array.size(); ++i) {
    if (i > 0) out += ',';
    append(out, array[i]);
  }
  out += ']';
}

void append(std::string& out, const boost::json::object& object) {
  out += '{';
  bool is_first = true;
  for (const auto& [key, value] : object) {
    if (!std::exchange(is_first, false)) out += ',';
    out += boost::json::serialize(key);
    out += ':';
    append(out, value);
  }
  out += '}';
}

void append(std::string& out, const Value& v) {
  if (const auto* number = v.if_double()) return append(out, *number);
  if (const auto* array = v.if_array()) return append(out, *array);
  if (const auto* object = v.if_object()) return append(out, *object);
  out += boost::json::serialize(v);
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

std::string serialize(const Value& v) {
  std::string out;
  append(out, v);
  return out;
}

}  // namespace mvp::json
