#include "drivers/compose/stack_files.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <stdexcept>

#include "mvp/core/encoding.hpp"
#include "mvp/core/ids.hpp"
#include "mvp/json/codec.hpp"
#include "supervisor/atomic_file.hpp"

namespace mvp::node::compose {
namespace {

namespace fs = std::filesystem;
using supervisor::read_file;
using supervisor::replace_file;

/// A file that was not synced is there but empty after a power cut.
bool has_content(const fs::path& path) {
  std::error_code ec;
  const auto size = fs::file_size(path, ec);
  return !ec && size > 0;
}

/// Less than the 64 MB that its container may use.
std::string redis_settings(const std::string& password) {
  return fmt::format("port 0\nunixsocket /run/redis/redis.sock\nunixsocketperm 700\nrequirepass {}\ndir /var/lib/redis\ndatabases 1\n"
                     "hz 1\nsave \"\"\nappendonly yes\nappendfsync everysec\nmaxmemory 32mb\nmaxmemory-policy volatile-ttl\nloglevel warning\n",
                     password);
}

}  // namespace

void StackFiles::prepare() const {
  for (const auto& directory : {root, root / "postgres", root / "redis", root / "redis-run", root / "files", root / "secrets", root / "log",
                                socket_dir.parent_path(), socket_dir}) {
    fs::create_directories(directory);
    fs::permissions(directory, fs::perms::owner_all);
  }
  const auto secrets = root / "secrets";
  const auto keep = [&](const std::string& name, const std::string& content) {
    if (!has_content(secrets / name)) replace_file(secrets / name, content);
    return read_file(secrets / name);
  };
  keep("session_key", to_hex(random_bytes(32)));
  keep("redis.conf", redis_settings(keep("redis_password", to_hex(random_bytes(32)))));
  for (const std::string role : {"garage_owner", "garage_app"}) {
    const auto password = keep(role + "_password", to_hex(random_bytes(32)));
    keep(role + ".pgpass", "*:*:*:" + role + ":" + password + "\n");
  }
}

bool StackFiles::store_service_secret(const std::string& secret) const {
  const auto path = root / "secrets" / "service_secret";
  const bool is_there = fs::exists(path);
  if (is_there && (secret.empty() || read_file(path) == secret)) return false;
  replace_file(path, secret);
  return is_there;
}

void StackFiles::save(const Record& record) const { replace_file(root / "stack.json", json::encode(record)); }

std::vector<std::string> StackFiles::discard(const Settings& settings) const {
  std::error_code ec;  // an interrupted call may have done some of it
  std::vector<std::string> out;
  for (const auto& entry : fs::directory_iterator(root, ec)) out.push_back(entry.path().filename().string());
  if (fs::remove_all(socket_dir.parent_path(), ec) > 0) out.push_back("socket");
  std::ranges::sort(out);
  fs::rename(root, settings.trash() / random_uuid(), ec);
  return out;
}

std::optional<Record> load_record(const fs::path& root) {
  const auto path = root / "stack.json";
  if (!fs::exists(path)) return std::nullopt;
  auto record = json::decode<Record>(read_file(path));
  if (!record) throw std::runtime_error(path.string() + record.error().field + " " + record.error().detail);
  return *record;
}

}  // namespace mvp::node::compose
