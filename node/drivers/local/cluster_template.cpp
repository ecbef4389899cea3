#include "drivers/local/cluster_template.hpp"

#include <fmt/format.h>
#include <openssl/evp.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <csignal>
#include <stdexcept>
#include <system_error>
#include <thread>
#include <vector>

#include "stack/failpoints.hpp"
#include "drivers/local/postgres.hpp"
#include "drivers/local/programs.hpp"
#include "drivers/local/tenant_user.hpp"
#include "drivers/local/tree_copy.hpp"
#include "mvp/core/encoding.hpp"
#include "mvp/core/ids.hpp"
#include "mvp/log/log.hpp"
#include "supervisor/atomic_file.hpp"
#include "supervisor/log_file.hpp"
#include "supervisor/readiness.hpp"

namespace mvp::node::local {
namespace {

namespace fs = std::filesystem;
using namespace std::chrono_literals;

/// Spares are a convenience: they never take the last of the disk.
constexpr std::uintmax_t disk_floor_bytes = 2'000'000'000;

std::string sha256(std::string_view text) {
  std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
  unsigned size = 0;
  if (EVP_Digest(text.data(), text.size(), digest.data(), &size, EVP_sha256(), nullptr) != 1)
    throw std::runtime_error("SHA-256 is not available");
  return to_hex({reinterpret_cast<const char*>(digest.data()), size});
}

std::string template_key(const Settings& settings, const std::string& schema) {
  const fs::path program = settings.postgres_bin_dir + "/postgres";
  const auto version = fmt::format("{} {}", fs::file_size(program), fs::last_write_time(program).time_since_epoch().count());
  return sha256(schema + version + postgres_settings() + postgres_access() + postgres_user_map()).substr(0, 16);
}

/// initdb wants a user that has a name: as root it is the platform's own; each copy gets a user of its own.
void make_cluster(const Settings& settings, const Layout& layout) {
  fs::create_directory(layout.pg());
  fs::permissions(layout.pg(), fs::perms::owner_all);
  const auto& user = settings.service_user;
  if (user && ::chown(layout.pg().c_str(), user->uid, user->gid) != 0) throw std::system_error(errno, std::generic_category(), layout.pg());
  hand_over(settings, layout);
  supervisor::run_to_end({.name = "initdb",
                          .argv = {settings.postgres_bin_dir + "/initdb", "-D", layout.pg(), "--username=postgres", "--auth=peer",
                                   "--encoding=UTF8", "--locale=C.UTF-8", "--wal-segsize=1", "--no-sync", "--no-instructions"},
                          .env = {{"PATH", "/usr/bin:/bin"}, {"TZ", "UTC"}},
                          .directory = layout.pg(),
                          .log_file = layout.log("initdb"),
                          .owner = settings.service_user},
                         60s);
  for (const auto& [name, content] : {std::pair("postgresql.conf", postgres_settings()), std::pair("pg_hba.conf", postgres_access()),
                                      std::pair("pg_ident.conf", postgres_user_map())}) {
    const auto path = fs::path(layout.pg()) / name;
    supervisor::replace_file(path, content);
    if (user && ::chown(path.c_str(), user->uid, user->gid) != 0) throw std::system_error(errno, std::generic_category(), path.string());
  }
}

void wait_until_ready(const Layout& layout, const supervisor::Identity& server) {
  const auto deadline = std::chrono::steady_clock::now() + 30s;
  while (!supervisor::postgres_is_ready(layout.pg(), server.pid)) {
    if (!server.is_alive() || std::chrono::steady_clock::now() > deadline)
      throw std::runtime_error("PostgreSQL of the template does not start: " + supervisor::last_lines(layout.log("postgres")));
    std::this_thread::sleep_for(1ms);
  }
}

/// The tenant database with its roles and schema. The owner's password is for the migration only.
void fill_cluster(const Settings& settings, const Layout& layout) {
  const auto password = supervisor::read_file(layout.secret("garage_owner_password"));
  run_as_superuser(layout.run(), "template1",
                   {"CREATE ROLE garage_owner LOGIN PASSWORD '" + password + "'", "CREATE ROLE garage_app LOGIN",
                    "ALTER DATABASE postgres RENAME TO garage", "ALTER DATABASE garage OWNER TO garage_owner",
                    "REVOKE ALL ON DATABASE garage FROM PUBLIC", "GRANT CONNECT ON DATABASE garage TO garage_app"});
  supervisor::run_to_end(migration_spec(settings, layout, {.slug = "template", .stack_id = random_uuid()}), 120s);
  run_as_superuser(layout.run(), "garage", {"ALTER ROLE garage_owner PASSWORD NULL", "VACUUM FREEZE", "CHECKPOINT"});
}

void build(const Settings& settings, const Layout& layout) {
  fs::create_directories(layout.root);
  prepare_directories(layout);
  prepare_secrets(layout);
  store_service_secret(layout, "none");
  copy_client_secret(layout, settings.oidc_client_secret_path);
  make_cluster(settings, layout);
  const auto server = supervisor::spawn(postgres_spec(settings, layout));
  const auto stop = [&](int signal) {
    ::kill(static_cast<pid_t>(server.pid), signal);
    supervisor::reap(server, 30s);
  };
  try {
    wait_until_ready(layout, server);
    fill_cluster(settings, layout);
  } catch (...) {
    stop(SIGQUIT);
    throw;
  }
  stop(SIGINT);
  if (fs::exists(fs::path(layout.pg()) / "postmaster.pid")) throw std::runtime_error("PostgreSQL of the template did not stop");
}

/// Older templates, and one that was being built when its agent died: its server may still run.
void remove_others(const Settings& settings, const fs::path& kept) {
  const Layout unfinished{settings.templates() / ".new"};
  if (const auto server = supervisor::find_running({settings.postgres_bin_dir + "/postgres", "-D", unfinished.pg()}, unfinished.pg())) {
    ::kill(static_cast<pid_t>(server->pid), SIGQUIT);
    supervisor::wait_for_end(*server, 10s);
  }
  for (const auto& entry : fs::directory_iterator(settings.templates()))
    if (entry.path() != kept) fs::remove_all(entry.path());
}

}  // namespace

std::string schema_checksum(const fs::path& migrations_dir) {
  std::vector<fs::path> files;
  for (const auto& entry : fs::directory_iterator(migrations_dir))
    if (entry.path().extension() == ".sql" && entry.path().filename() != "schema.sql") files.push_back(entry.path());
  std::ranges::sort(files);
  std::string all;
  for (const auto& file : files) all += file.filename().string() + " " + sha256(supervisor::read_file(file)) + "\n";
  return sha256(all);
}

ClusterTemplate obtain_template(const Settings& settings) {
  fs::create_directories(settings.templates());
  const auto schema = schema_checksum(settings.migrations_dir);
  ClusterTemplate out{.directory = settings.templates() / template_key(settings, schema), .schema = schema};
  remove_others(settings, out.directory);
  if (fs::exists(out.pg())) return out;
  const auto begun = std::chrono::steady_clock::now();
  const Layout layout{settings.templates() / ".new"};
  build(settings, layout);
  supervisor::sync_file_system(layout.root);
  fs::rename(layout.root, out.directory);
  supervisor::sync_file_system(settings.templates());
  const auto took = std::chrono::steady_clock::now() - begun;
  log::info("template cluster built", {{"ms", std::to_string(took / 1ms)}});
  return out;
}

void claim_cluster(const Settings& settings, const ClusterTemplate& from, const fs::path& target) {
  // Left by an agent that died in the middle of a copy, also where a spare is there this time.
  const auto partial = target.string() + ".partial";
  fs::remove_all(partial);
  std::error_code ec;
  if (fs::exists(from.spares(), ec)) {
    for (const auto& spare : fs::directory_iterator(from.spares(), ec)) {
      if (spare.path().filename().string().starts_with(".")) continue;
      fs::rename(spare.path(), target, ec);
      if (!ec) return;
    }
  }
  copy_tree(from.pg(), partial, new_user(settings));
  supervisor::sync_file_system(partial);
  pass("provision.copied");
  fs::rename(partial, target);
}

void refill_spares(const Settings& settings, const ClusterTemplate& from) {
  fs::create_directories(from.spares());
  int there = 0;
  for (const auto& entry : fs::directory_iterator(from.spares())) {
    if (entry.path().filename().string().starts_with(".")) fs::remove_all(entry.path());
    else ++there;
  }
  for (; there < settings.spare_clusters && fs::space(from.spares()).available > disk_floor_bytes; ++there) {
    const auto name = random_uuid();
    const auto partial = from.spares() / ("." + name);
    copy_tree(from.pg(), partial, new_user(settings));
    supervisor::sync_file_system(partial);
    fs::rename(partial, from.spares() / name);
  }
}

}  // namespace mvp::node::local
