#include "mvp/testing/openapi.hpp"

#include <algorithm>
#include <array>
#include <fstream>
#include <stdexcept>
#include <string_view>

namespace mvp::testing {
namespace {

constexpr std::array<std::string_view, 6> methods{"get", "put", "post", "delete", "patch", "head"};

std::string upper(std::string_view text) {
  std::string out(text);
  for (auto& c : out) c = static_cast<char>(c - 'a' + 'A');
  return out;
}

/// "    get:" at indent 4 -> "get"; empty for any other line.
std::string_view key_at(std::string_view line, std::size_t indent) {
  if (line.size() <= indent || line.find_first_not_of(' ') != indent || !line.ends_with(':')) return {};
  return line.substr(indent, line.size() - indent - 1);
}

}  // namespace

std::vector<OpenapiRoute> openapi_routes(const std::string& file) {
  std::ifstream in(std::string(MVP_SOURCE_DIR) + "/" + file);
  if (!in) throw std::runtime_error("cannot read " + file);
  std::vector<OpenapiRoute> routes;
  std::string path;
  bool is_in_paths = false;
  for (std::string text; std::getline(in, text);) {
    const std::string_view line = text;
    constexpr std::string_view access = "      x-access: ";
    if (!line.starts_with(' ')) is_in_paths = line == "paths:";
    if (!is_in_paths) continue;
    if (const auto key = key_at(line, 2); key.starts_with('/')) path = key;
    if (const auto key = key_at(line, 4); std::ranges::count(methods, key) > 0)
      routes.push_back({.method = upper(key), .path = path, .x_access = {}});
    if (line.starts_with(access) && !routes.empty()) routes.back().x_access = line.substr(access.size());
  }
  if (routes.empty()) throw std::runtime_error(file + " has no paths");
  for (const auto& route : routes)
    if (route.x_access.empty())
      throw std::runtime_error(file + ": " + route.method + " " + route.path + " lacks x-access");
  std::ranges::sort(routes);
  return routes;
}

}  // namespace mvp::testing
