#include "drivers/local/tenant_user.hpp"

#include <pwd.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <mutex>
#include <stdexcept>
#include <system_error>

#include "mvp/config/config.hpp"
#include "supervisor/atomic_file.hpp"

namespace mvp::node::local {
namespace {

namespace fs = std::filesystem;

/// Far above what distributions, systemd and containers give out.
constexpr uid_t first_user = 2'000'000'000;

void give(const fs::path& path, uid_t uid, gid_t gid) {
  if (::lchown(path.c_str(), uid, gid) != 0 && errno != ENOENT)
    throw std::system_error(errno, std::generic_category(), "cannot give away " + path.string());
}

void give(const fs::path& path, uid_t uid, gid_t gid, mode_t mode) {
  give(path, uid, gid);
  if (::chmod(path.c_str(), mode) != 0 && errno != ENOENT)
    throw std::system_error(errno, std::generic_category(), "cannot close " + path.string());
}

}  // namespace

supervisor::Owner user_named(const std::string& name) {
  const auto* entry = ::getpwnam(name.c_str());
  if (!entry) throw std::runtime_error("There is no user " + name + " on this machine.");
  return {.uid = entry->pw_uid, .gid = entry->pw_gid};
}

std::optional<supervisor::Owner> service_user_named(const std::string& name) {
  if (::geteuid() != 0) return std::nullopt;
  if (name.empty()) throw config::Invalid("As root MVP_SERVICE_USER must name the user that the services run as.");
  const auto user = user_named(name);
  if (user.uid == 0) throw config::Invalid("MVP_SERVICE_USER must not be root: PostgreSQL refuses it.");
  return user;
}

std::optional<supervisor::Owner> new_user(const Settings& settings) {
  if (!settings.service_user) return std::nullopt;
  static std::mutex one_at_a_time;
  const std::lock_guard lock(one_at_a_time);
  const auto file = settings.var_dir / "node" / "next_user";
  const auto user = fs::exists(file) ? static_cast<uid_t>(std::stoul(supervisor::read_file(file))) : first_user;
  supervisor::replace_file(file, std::to_string(user + 1));
  return supervisor::Owner{.uid = user, .gid = user};
}

std::optional<supervisor::Owner> user_of(const Layout& layout) {
  if (::geteuid() != 0) return std::nullopt;
  struct stat info {};
  if (::lstat(layout.pg().c_str(), &info) != 0) return std::nullopt;
  if (info.st_uid == 0) throw std::runtime_error(layout.pg() + " belongs to root, as whom nothing of a tenant may run");
  return supervisor::Owner{.uid = info.st_uid, .gid = info.st_gid};
}

void hand_over(const Settings& settings, const Layout& layout) {
  if (!settings.service_user) return;
  const auto user = user_of(layout);
  give(layout.root, 0, 0, 0711);
  give(layout.run(), 0, user ? user->gid : 0, 01771);  // sockets of the tenant's own beside the one that only the agent may replace
  give(layout.root / "log", 0, 0, 0700);
  give(layout.root / "secrets", 0, 0, 0711);
  give(layout.http_socket(), 0, settings.service_user->gid);
  if (!user) return;
  for (const auto& secret : fs::directory_iterator(layout.root / "secrets")) give(secret.path(), user->uid, user->gid);
  give(layout.redis(), user->uid, user->gid, 0700);
  give(layout.files(), user->uid, user->gid, 0700);
}

}  // namespace mvp::node::local
