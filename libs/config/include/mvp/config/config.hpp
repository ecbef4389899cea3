#pragma once
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace mvp::config {

/// One row of a program's configuration table.
struct Setting {
  std::string_view key;          ///< "database_url"; the environment variable is MVP_DATABASE_URL
  std::string_view fallback;     ///< value when unset; ignored when `is_required`
  std::string_view description;  ///< one line, for --config-dump and the reference docs
  bool is_required = false;
  bool is_secret = false;        ///< may also come from the file named by MVP_<KEY>_FILE; masked in dumps
};

/// The environment variable of a key: MVP_DATABASE_URL for "database_url".
std::string variable_of(std::string_view key);

/// A wrong or missing setting: says which variable and what it must be.
struct Invalid : std::runtime_error {
  using std::runtime_error::runtime_error;
};

/// The program's settings, read once at start, immutable after.
class Config {
 public:
  /// Reads the table's settings from the environment. @throws Invalid for a required setting that is missing or a
  /// secret's file that cannot be read.
  static Config from_environment(std::vector<Setting> table);

  const std::string& text(std::string_view key) const;  ///< @throws std::logic_error for a key not in the table
  std::int64_t number(std::string_view key) const;      ///< @throws Invalid
  std::vector<std::string> list(std::string_view key) const;  ///< comma separated, empty items dropped
  std::string dump() const;                             ///< "KEY=value  # description" lines, secrets as ****

 private:
  std::vector<Setting> table_;
  std::map<std::string, std::string, std::less<>> values_;
};

/// What every service's main() does with its arguments: --version, --config-dump, --healthcheck, --migrate and the
/// table's own extra flags run the given action and end with its exit code; no argument runs `serve`.
struct Program {
  std::string_view name;
  std::vector<Setting> settings;
  std::function<int(const Config&)> serve;
  std::map<std::string, std::function<int(const Config&)>, std::less<>> actions{};  ///< "--migrate" -> action
};

/// Runs it. Prints what is wrong with arguments or settings to stderr and returns 2. @return the exit code.
int run(const Program& program, int argc, char** argv);

}  // namespace mvp::config
