#include "stack/archive.hpp"

#include "mvp/core/ids.hpp"
#include "supervisor/atomic_file.hpp"
#include "supervisor/spawn.hpp"

namespace mvp::node {
namespace {

namespace fs = std::filesystem;
using namespace std::chrono_literals;
using supervisor::sync_file_system;

constexpr auto time_limit = 30min;

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

void Archive::pack() const {
  const auto partial = fs::path(file).concat(".partial");
  fs::create_directories(file.parent_path());
  fs::permissions(file.parent_path(), fs::perms::owner_all);
  std::vector<std::string> arguments{"--create", "--file=" + partial.string(), "--sparse"};
  arguments.insert(arguments.end(), parts.begin(), parts.end());
  run_tar(root, std::move(arguments));
  run_tar(root, {"--compare", "--file=" + partial.string()});
  sync_file_system(file.parent_path());
  fs::rename(partial, file);
  sync_file_system(file.parent_path());
}

void Archive::discard_packed() const {
  for (const auto& name : parts)
    if (fs::exists(root / name)) fs::rename(root / name, trash / random_uuid());
}

void Archive::unpack() const {
  const auto fresh = root / ".unpacked";
  fs::remove_all(fresh);
  fs::create_directory(fresh);
  run_tar(root, {"--extract", "--file=" + file.string(), "--directory=" + fresh.string(), "--preserve-permissions"});
  sync_file_system(fresh);
  discard_packed();  // of an earlier try, or made empty since
  for (const auto& name : parts) fs::rename(fresh / name, root / name);
  fs::remove(fresh);
  sync_file_system(root);
}

}  // namespace mvp::node
