#include "drivers/local/archive.hpp"

#include "drivers/local/tree_copy.hpp"
#include "mvp/core/ids.hpp"
#include "supervisor/spawn.hpp"

namespace mvp::node::local {
namespace {

namespace fs = std::filesystem;
using namespace std::chrono_literals;

constexpr const char* packed[] = {"pg", "redis", "files"};
constexpr auto time_limit = 30min;

void run_tar(const Layout& layout, std::vector<std::string> arguments) {
  arguments.insert(arguments.begin(), {"/usr/bin/tar", "--use-compress-program=/usr/bin/zstd -q"});
  supervisor::run_to_end({.name = "tar",
                          .argv = std::move(arguments),
                          .env = {{"PATH", "/usr/bin:/bin"}, {"LC_ALL", "C.UTF-8"}},
                          .directory = layout.root.string(),
                          .log_file = layout.log("archive")},
                         time_limit);
}

}  // namespace

fs::path archive_of(const Settings& settings, const std::string& stack_id) { return settings.archives() / (stack_id + ".tar.zst"); }

std::int64_t archive_bytes(const Settings& settings, const std::string& stack_id) {
  std::error_code ec;
  const auto size = fs::file_size(archive_of(settings, stack_id), ec);
  return ec ? 0 : static_cast<std::int64_t>(size);
}

void pack(const Settings& settings, const Layout& layout, const std::string& stack_id) {
  const auto target = archive_of(settings, stack_id);
  const auto partial = fs::path(target).concat(".partial");
  fs::create_directories(settings.archives());
  fs::permissions(settings.archives(), fs::perms::owner_all);
  run_tar(layout, {"--create", "--file=" + partial.string(), "--sparse", packed[0], packed[1], packed[2]});
  run_tar(layout, {"--compare", "--file=" + partial.string()});
  sync_file_system(settings.archives());
  fs::rename(partial, target);
  sync_file_system(settings.archives());
}

void discard_packed(const Settings& settings, const Layout& layout) {
  for (const auto* name : packed)
    if (fs::exists(layout.root / name)) fs::rename(layout.root / name, settings.trash() / random_uuid());
}

void unpack(const Settings& settings, const Layout& layout, const std::string& stack_id) {
  const auto fresh = layout.root / ".unpacked";
  fs::remove_all(fresh);
  fs::create_directory(fresh);
  run_tar(layout, {"--extract", "--file=" + archive_of(settings, stack_id).string(), "--directory=" + fresh.string(), "--preserve-permissions"});
  sync_file_system(fresh);
  discard_packed(settings, layout);  // of an earlier try, or made empty since
  for (const auto* name : packed) fs::rename(fresh / name, layout.root / name);
  fs::remove(fresh);
  sync_file_system(layout.root);
}

}  // namespace mvp::node::local
