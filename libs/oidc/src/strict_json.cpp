#include "strict_json.hpp"

#include <boost/json/basic_parser_impl.hpp>
#include <set>
#include <string>
#include <vector>

namespace mvp::oidc {
namespace {

using Text = boost::json::string_view;
using Code = boost::json::error_code;

/// Follows the parser and stops it at the first key that its object already has.
struct KeyWatch {
  static constexpr std::size_t max_object_size = std::size_t(-1);
  static constexpr std::size_t max_array_size = std::size_t(-1);
  static constexpr std::size_t max_key_size = std::size_t(-1);
  static constexpr std::size_t max_string_size = std::size_t(-1);

  std::vector<std::set<std::string>> open{};
  std::string key{};

  bool on_object_begin(Code&) { return open.emplace_back(), true; }
  bool on_object_end(std::size_t, Code&) { return open.pop_back(), true; }
  bool on_key_part(Text part, std::size_t, Code&) { return key += part, true; }
  bool on_key(Text part, std::size_t, Code& ec) {
    key += part;
    if (!open.back().insert(std::exchange(key, {})).second) ec = boost::json::error::syntax;
    return !ec;
  }
  bool on_document_begin(Code&) { return true; }
  bool on_document_end(Code&) { return true; }
  bool on_array_begin(Code&) { return true; }
  bool on_array_end(std::size_t, Code&) { return true; }
  bool on_string_part(Text, std::size_t, Code&) { return true; }
  bool on_string(Text, std::size_t, Code&) { return true; }
  bool on_number_part(Text, Code&) { return true; }
  bool on_int64(std::int64_t, Text, Code&) { return true; }
  bool on_uint64(std::uint64_t, Text, Code&) { return true; }
  bool on_double(double, Text, Code&) { return true; }
  bool on_bool(bool, Code&) { return true; }
  bool on_null(Code&) { return true; }
  bool on_comment_part(Text, Code&) { return true; }
  bool on_comment(Text, Code&) { return true; }
};

}  // namespace

std::optional<json::Object> parse_strict_object(std::string_view text) {
  auto value = json::parse(text);
  if (!value || !value->is_object()) return std::nullopt;
  boost::json::basic_parser<KeyWatch> parser{boost::json::parse_options{}};
  Code ec;
  parser.write_some(false, text.data(), text.size(), ec);
  if (ec) return std::nullopt;
  return std::move(value->get_object());
}

}  // namespace mvp::oidc
