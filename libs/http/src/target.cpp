#include "target.hpp"

#include "mvp/core/encoding.hpp"

namespace mvp::http {
namespace {

Failure bad_target(std::string detail) { return fail(Errc::malformed, std::move(detail)); }

Result<> check_path(std::string_view path) {
  for (auto rest = path.substr(1);;) {
    const auto slash = rest.find('/');
    std::string_view segment = rest.substr(0, slash);
    std::optional<std::string> decoded;
    if (segment.find('%') != std::string_view::npos) {
      decoded = percent_decode(segment);
      if (!decoded) return bad_target("The address holds a broken % escape.");
      segment = *decoded;
    }
    if (segment == "." || segment == ".." || segment.find('/') != std::string_view::npos ||
        segment.find('\0') != std::string_view::npos)
      return bad_target("The address holds a segment that is not allowed.");
    if (slash == std::string_view::npos) return {};
    rest.remove_prefix(slash + 1);
  }
}

}  // namespace

Result<Target> parse_target(std::string_view target) {
  if (!target.starts_with('/')) return bad_target("The request target must be a path.");
  for (const char c : target)
    if (static_cast<unsigned char>(c) <= ' ' || static_cast<unsigned char>(c) >= 0x7f || c == '#')
      return bad_target("The address holds a character that must be escaped.");
  const auto question = target.find('?');
  Target out{.path = std::string(target.substr(0, question)), .query = {}};
  if (auto checked = check_path(out.path); !checked) return Failure(std::move(checked.error()));
  if (question == std::string_view::npos) return out;

  std::string_view rest = target.substr(question + 1);
  while (!rest.empty()) {
    const auto end = rest.find('&');
    const auto pair = rest.substr(0, end);
    rest.remove_prefix(end == std::string_view::npos ? rest.size() : end + 1);
    if (pair.empty()) continue;
    const auto equals = pair.find('=');
    const auto key = percent_decode(pair.substr(0, equals), true);
    const auto value = percent_decode(equals == std::string_view::npos ? "" : pair.substr(equals + 1), true);
    if (!key || !value) return bad_target("The query holds a broken % escape.");
    if (value->find('\0') != std::string::npos) return bad_target("The query holds a character that is not allowed.");
    if (!out.query.emplace(*key, *value).second) return bad_target("The query names \"" + *key + "\" twice.");
  }
  return out;
}

}  // namespace mvp::http
