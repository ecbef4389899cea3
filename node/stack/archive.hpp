#pragma once
#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace mvp::node {

/// One stack's data as a single compressed file, and the directories that it is packed from and unpacked to.
struct Archive {
  std::filesystem::path file;      ///< archives/<stack id>.tar.zst
  std::filesystem::path root;      ///< of the stack
  std::vector<std::string> parts;  ///< what of it is packed: directories
  std::filesystem::path trash;     ///< on the same file system; deleted in the background

  /// 0 when there is no such file.
  std::int64_t bytes() const;
  /// With what an interrupted packing left. @return whether there was one.
  bool remove() const;
  /// Packs the stopped stack (tar, zstd) and reads the result back before anything trusts it; on disk on return. What it
  /// packed is still there; of a packing that fails nothing is left. Blocks: call it on a pool thread. @throws std::runtime_error naming what failed.
  void pack() const;
  /// Moves what is packed out of the stack.
  void discard_packed() const;
  /// The stack as it was packed; goes on where an interrupted call stopped. Blocks. @throws std::runtime_error.
  void unpack() const;
};

}  // namespace mvp::node
