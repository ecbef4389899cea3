#include "mvp/config/config.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <iterator>

namespace mvp::config {

std::string variable_of(std::string_view key) {
  std::string name = "MVP_";
  for (const char c : key) name += static_cast<char>(c >= 'a' && c <= 'z' ? c - 'a' + 'A' : c);
  return name;
}

namespace {

std::optional<std::string> environment(const std::string& name) {
  const char* value = std::getenv(name.c_str());
  return value ? std::optional<std::string>(value) : std::nullopt;
}

/// A secret's file; the newline that editors and shells add at the end is not part of the secret.
std::string read_secret(const std::string& variable, const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) throw Invalid(variable + " names " + path + ", which cannot be read.");
  std::string text{std::istreambuf_iterator<char>(file), {}};
  while (text.ends_with('\n') || text.ends_with('\r')) text.pop_back();
  return text;
}

std::string value_of(const Setting& setting) {
  const auto variable = variable_of(setting.key);
  if (auto value = environment(variable)) return *value;
  if (setting.is_secret)
    if (const auto path = environment(variable + "_FILE")) return read_secret(variable + "_FILE", *path);
  if (!setting.is_required) return std::string(setting.fallback);
  throw Invalid(fmt::format("{} must be set: {}.{}", variable, setting.description,
                            setting.is_secret ? " It may come from the file named by " + variable + "_FILE." : ""));
}

}  // namespace

Config Config::from_environment(std::vector<Setting> table) {
  Config config;
  config.table_ = std::move(table);
  for (const auto& setting : config.table_) config.values_.emplace(setting.key, value_of(setting));
  return config;
}

const std::string& Config::text(std::string_view key) const {
  const auto found = values_.find(key);
  if (found == values_.end()) throw std::logic_error("no such setting: " + std::string(key));
  return found->second;
}

std::int64_t Config::number(std::string_view key) const {
  const auto& value = text(key);
  std::int64_t number{};
  const auto [end, ec] = std::from_chars(value.data(), value.data() + value.size(), number);
  if (ec != std::errc{} || end != value.data() + value.size())
    throw Invalid(variable_of(key) + " must be a whole number, not \"" + value + "\".");
  return number;
}

std::vector<std::string> Config::list(std::string_view key) const {
  std::vector<std::string> items;
  std::string_view rest = text(key);
  while (!rest.empty()) {
    const auto comma = rest.find(',');
    if (const auto item = rest.substr(0, comma); !item.empty()) items.emplace_back(item);
    rest.remove_prefix(comma == std::string_view::npos ? rest.size() : comma + 1);
  }
  return items;
}

std::string Config::dump() const {
  std::string out;
  for (const auto& setting : table_) {
    const auto& value = text(setting.key);
    const auto shown = setting.is_secret && !value.empty() ? std::string("****") : value;
    out += fmt::format("{}={}  # {}{}\n", variable_of(setting.key), shown, setting.description,
                       setting.is_required ? " (required)" : "");
  }
  return out;
}

int run(const Program& program, int argc, char** argv) {
  try {
    const std::string_view argument = argc > 1 ? argv[1] : "";
    if (argument == "--version") {
      fmt::print("{} {}\n", program.name, MVP_VERSION);
      return 0;
    }
    const auto action = program.actions.find(argument);
    const bool is_known = argument.empty() || argument == "--config-dump" || action != program.actions.end();
    if (argc > 2 || !is_known) {
      std::string usage;
      for (const auto& [flag, unused] : program.actions) usage += " | " + flag;
      fmt::print(stderr, "usage: {} [--version | --config-dump{}]\n", program.name, usage);
      return 2;
    }
    const auto config = Config::from_environment(program.settings);
    if (argument == "--config-dump") {
      fmt::print("{}", config.dump());
      return 0;
    }
    return action != program.actions.end() ? action->second(config) : program.serve(config);
  } catch (const Invalid& e) {
    fmt::print(stderr, "{}: {}\n", program.name, e.what());
    return 2;
  } catch (const std::exception& e) {
    fmt::print(stderr, "{}: {}\n", program.name, e.what());
    return 1;
  }
}

}  // namespace mvp::config
