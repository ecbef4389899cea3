#include "mvp/testing/schema.hpp"

#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <memory>
#include <string_view>

namespace mvp::testing {

std::string dumped_schema(const std::string& conninfo) {
  const auto command = "pg_dump --schema-only --no-owner --no-privileges --exclude-table=schema_migrations --dbname='" + conninfo + "'";
  std::unique_ptr<FILE, int (*)(FILE*)> pipe(::popen(command.c_str(), "r"), ::pclose);
  std::string out;
  char line[4096];
  while (std::fgets(line, sizeof line, pipe.get())) {
    const std::string_view text(line);
    const bool is_noise = text == "\n" || text.starts_with("--") || text.starts_with("SET ") || text.starts_with("\\") ||
                          text.starts_with("SELECT pg_catalog.set_config");
    if (!is_noise) out += text;
  }
  return out;
}

std::string schema_snapshot(const std::string& path, const std::string& schema) {
  const auto file = std::string(MVP_SOURCE_DIR) + "/" + path;
  if (std::getenv("MVP_UPDATE_SNAPSHOT")) std::ofstream(file) << schema;
  std::ifstream in(file);
  return {std::istreambuf_iterator<char>(in), {}};
}

}  // namespace mvp::testing
