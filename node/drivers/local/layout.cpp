#include "drivers/local/layout.hpp"

#include <sys/stat.h>

#include <stdexcept>

#include "mvp/core/encoding.hpp"
#include "stack/failpoints.hpp"
#include "mvp/json/codec.hpp"
#include "supervisor/atomic_file.hpp"

namespace mvp::node::local {

namespace fs = std::filesystem;
using supervisor::Survives;

namespace {

/// A file that was not synced is there but empty after a power cut.
bool has_content(const fs::path& path) {
  std::error_code ec;
  const auto size = fs::file_size(path, ec);
  return !ec && size > 0;
}

}  // namespace

std::optional<Record> load_record(const Layout& layout) {
  const auto path = layout.root / "stack.json";
  if (!fs::exists(path)) return std::nullopt;
  auto record = json::decode<Record>(supervisor::read_file(path));
  if (!record) throw std::runtime_error(path.string() + record.error().field + " " + record.error().detail);
  return *record;
}

void save_record(const Layout& layout, const Record& record, supervisor::Survives what) {
  supervisor::replace_file(layout.root / "stack.json", json::encode(record), what);
}

void prepare_directories(const Layout& layout) {
  for (const auto& directory : {layout.root, layout.root / "redis", layout.root / "files", layout.root / "run", layout.root / "secrets", layout.root / "log"}) {
    if (fs::create_directories(directory)) fs::permissions(directory, fs::perms::owner_all);
  }
}

void prepare_secrets(const Layout& layout) {
  const auto keep_or_make = [&](const std::string& name) {
    const auto path = layout.secret(name);
    if (!has_content(path)) supervisor::replace_file(path, to_hex(random_bytes(32)), Survives::process_death);
    return supervisor::read_file(path);
  };
  keep_or_make("session_key");
  keep_or_make("redis_password");
  for (const std::string role : {"garage_owner", "garage_app"}) {
    const auto password = keep_or_make(role + "_password");
    if (!has_content(layout.secret(role + ".pgpass")))
      supervisor::replace_file(layout.secret(role + ".pgpass"), "*:*:*:" + role + ":" + password + "\n", Survives::process_death);
  }
}

void sync_secrets(const Layout& layout) { supervisor::sync_directory(layout.root / "secrets"); }

bool store_service_secret(const Layout& layout, const std::string& secret) {
  const auto path = layout.secret("service_secret");
  if (secret.empty() && fs::exists(path)) return false;
  const bool is_first = !has_content(path);
  if (!is_first && supervisor::read_file(path) == secret) return false;
  supervisor::replace_file(path, secret, is_first ? Survives::process_death : Survives::power_cut);
  return true;
}

void copy_client_secret(const Layout& layout, const std::string& from) {
  if (from.empty()) return;
  const auto secret = supervisor::read_file(from);
  const auto path = layout.secret("oidc_client_secret");
  if (!has_content(path) || supervisor::read_file(path) != secret) supervisor::replace_file(path, secret, Survives::process_death);
}

void link_tenant(const fs::path& tenants, const Record& record) {
  fs::create_directories(tenants);
  const auto link = tenants / record.slug;
  const auto target = fs::path("..") / "stacks" / record.stack_id;
  std::error_code ec;
  if (fs::read_symlink(link, ec) == target) return;
  const auto temporary = tenants / ("." + record.slug + "." + to_hex(random_bytes(4)));
  fs::create_symlink(target, temporary);
  pass("link.prepared");
  fs::rename(temporary, link);
}

void unlink_tenant(const fs::path& tenants, const std::string& slug, const std::string& stack_id) {
  std::error_code ec;
  if (fs::read_symlink(tenants / slug, ec).filename() == stack_id) fs::remove(tenants / slug, ec);
}

}  // namespace mvp::node::local
