#include "mvp/http/message.hpp"

#include <boost/beast/core/string.hpp>
#include <charconv>

namespace mvp::http {
namespace {

bool is_same_name(std::string_view a, std::string_view b) { return a.size() == b.size() && boost::beast::iequals(a, b); }

}  // namespace

std::string_view Headers::find(std::string_view name) const {
  for (const auto& [key, value] : fields_)
    if (is_same_name(key, name)) return value;
  return {};
}

bool Headers::has(std::string_view name) const {
  for (const auto& [key, value] : fields_)
    if (is_same_name(key, name)) return true;
  return false;
}

void Headers::set(std::string name, std::string value) {
  std::erase_if(fields_, [&](const auto& field) { return is_same_name(field.first, name); });
  add(std::move(name), std::move(value));
}

void Headers::add(std::string name, std::string value) { fields_.emplace_back(std::move(name), std::move(value)); }

std::optional<std::string> Request::cookie(std::string_view name) const {
  std::optional<std::string> found;
  for (const auto& [key, value] : headers.all()) {
    if (!is_same_name(key, "Cookie")) continue;
    std::string_view rest = value;
    while (!rest.empty()) {
      const auto end = rest.find(';');
      auto pair = rest.substr(0, end);
      rest.remove_prefix(end == std::string_view::npos ? rest.size() : end + 1);
      while (pair.starts_with(' ')) pair.remove_prefix(1);
      const auto equals = pair.find('=');
      if (equals == std::string_view::npos || pair.substr(0, equals) != name) continue;
      if (found) return std::nullopt;  // tossed by a sibling site: trust neither
      found = std::string(pair.substr(equals + 1));
    }
  }
  return found;
}

std::optional<std::string> Request::arg(std::string_view name) const {
  const auto found = query.find(name);
  return found == query.end() ? std::nullopt : std::optional(found->second);
}

Result<std::int64_t> Request::number(std::string_view name, std::int64_t least, std::int64_t most,
                                     std::int64_t fallback) const {
  const auto text = arg(name);
  if (!text) return fallback;
  std::int64_t value{};
  const auto [end, ec] = std::from_chars(text->data(), text->data() + text->size(), value);
  if (ec != std::errc{} || end != text->data() + text->size() || value < least || value > most)
    return fail(Errc::invalid, "must be a whole number from " + std::to_string(least) + " to " + std::to_string(most),
                "/" + std::string(name));
  return value;
}

}  // namespace mvp::http
