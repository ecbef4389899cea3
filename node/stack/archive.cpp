#include "stack/archive.hpp"

#include "mvp/core/ids.hpp"
#include "stack/failpoints.hpp"
#include "supervisor/atomic_file.hpp"
#include "supervisor/spawn.hpp"

namespace mvp::node {
namespace {

namespace fs = std::filesystem;
using namespace std::chrono_literals;
using supervisor::sync_file_system;

constexpr auto time_limit = 30min;

fs::path partial_of(const fs::path& file) { return fs::path(file).concat(".partial"); }

void run_tar(const fs::path& root, std::vector<std::string> arguments) {
  arguments.insert(arguments.begin(), {"/usr/bin/tar", "--use-compress-program=/usr/bin/zstd -q"});
  supervisor::run_to_end({.name = "tar",
                          .argv = std::move(arguments),
                          .env = {{"PATH", "/usr/bin:/bin"}, {"LC_ALL", "C.UTF-8"}},
                          .directory = root.string(),
                          .log_file = (root / "log" / "archive.log").string()},
                         time_limit);
}

}  // namespace

std::int64_t Archive::bytes() const {
  std::error_code ec;
  const auto size = fs::file_size(file, ec);
  return ec ? 0 : static_cast<std::int64_t>(size);
}

bool Archive::remove() const {
  std::error_code ec;
  fs::remove(partial_of(file), ec);
  return fs::remove(file, ec);
}

void Archive::pack() const {
  const auto partial = partial_of(file);
  fs::create_directories(file.parent_path());
  fs::permissions(file.parent_path(), fs::perms::owner_all);
  std::vector<std::string> arguments{"--create", "--file=" + partial.string(), "--sparse"};
  arguments.insert(arguments.end(), parts.begin(), parts.end());
  try {
    run_tar(root, std::move(arguments));
    run_tar(root, {"--compare", "--file=" + partial.string()});
    sync_file_system(file.parent_path());
  } catch (...) {
    fs::remove(partial);  // most likely the disk is full
    throw;
  }
  pass("archive.packed");
  fs::rename(partial, file);
  pass("archive.renamed");
  sync_file_system(file.parent_path());
}

void Archive::discard_packed() const {
  for (const auto& name : parts)
    if (fs::exists(root / name)) {
      fs::rename(root / name, trash / random_uuid());
      pass("packed.one_discarded");
    }
}

void Archive::unpack() const {
  const auto fresh = root / ".unpacked";
  fs::remove_all(fresh);
  fs::create_directory(fresh);
  run_tar(root, {"--extract", "--file=" + file.string(), "--directory=" + fresh.string(), "--preserve-permissions"});
  sync_file_system(fresh);
  pass("restore.unpacked");
  discard_packed();  // of an earlier try, or made empty since
  for (const auto& name : parts) {
    fs::rename(fresh / name, root / name);
    pass("restore.one_moved");
  }
  fs::remove(fresh);
  pass("restore.moved");
  sync_file_system(root);
}

}  // namespace mvp::node
