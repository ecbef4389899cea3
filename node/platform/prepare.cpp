#include "platform/prepare.hpp"

#include <arpa/inet.h>
#include <fmt/format.h>
#include <netinet/in.h>
#include <pwd.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cerrno>
#include <stdexcept>
#include <string_view>
#include <system_error>

#include "drivers/local/postgres.hpp"
#include "mvp/core/encoding.hpp"
#include "platform/programs.hpp"
#include "supervisor/atomic_file.hpp"
#include "supervisor/spawn.hpp"

namespace mvp::platform {
namespace {

namespace fs = std::filesystem;
using namespace std::chrono_literals;

constexpr const char* postgres_settings = R"(listen_addresses = ''
unix_socket_permissions = 0700
max_connections = 60
shared_buffers = 64MB
jit = off
log_min_messages = warning
log_line_prefix = '%m [%p] '
recovery_init_sync_method = syncfs
)";

void run_program(const Settings& s, const std::string& name, std::vector<std::string> argv,
                 std::map<std::string, std::string> env, std::chrono::milliseconds limit) {
  supervisor::run_to_end({.name = name, .argv = std::move(argv), .env = std::move(env), .directory = s.var_dir, .log_file = s.log(name), .owner = s.services}, limit);
}

/// As root what this process makes is for the services.
void give_to_services(const Settings& s, const fs::path& path) {
  if (s.services && ::lchown(path.c_str(), s.services->uid, s.services->gid) != 0)
    throw std::system_error(errno, std::generic_category(), "cannot give away " + path.string());
}

void write_for_services(const Settings& s, const fs::path& path, std::string_view content) {
  supervisor::replace_file(path, content);
  give_to_services(s, path);
}

std::string own_user() {
  const auto* entry = ::getpwuid(::geteuid());
  if (!entry) throw std::runtime_error("this process' user has no name in /etc/passwd");
  return entry->pw_name;
}

bool is_listening(int port) {
  sockaddr_in where{};
  where.sin_family = AF_INET;
  where.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  where.sin_port = htons(static_cast<std::uint16_t>(port));
  const int fd = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  const bool is_taken = ::connect(fd, reinterpret_cast<const sockaddr*>(&where), sizeof where) == 0;
  ::close(fd);
  return is_taken;
}

}  // namespace

void refuse_busy_ports(const Settings& s) {
  for (const auto& [setting, port] : {std::pair("MVP_EDGE_PORT", s.edge_port), std::pair("MVP_IDP_PORT", s.idp_port),
                                      std::pair("MVP_TENANTS_PORT", s.tenants_port), std::pair("MVP_CATALOG_PORT", s.catalog_port)})
    if (is_listening(port))
      throw std::runtime_error(fmt::format("port {} on 127.0.0.1 is taken by another program; choose another with {}.", port, setting));
}

void prepare_directories(const Settings& s) {
  for (const auto* name : {"", "run", "run/pg", "secrets", "log", "platform", "platform/redis", "idp", "edge", "tenants", "stacks", "cache"}) {
    if (!fs::create_directories(s.var_dir / name) && !std::string_view(name).empty()) continue;
    // Users of tenants pass through to their own; the agent opens `tenants` and `stacks` for that.
    fs::permissions(s.var_dir / name, s.services && std::string_view(name).empty() ? fs::perms(0711) : fs::perms::owner_all);
    give_to_services(s, s.var_dir / name);
  }
  for (const auto* name : {"landing_secret", "landing_session_key", "oidc_landing_secret", "oidc_garage_secret", "oidc_management_secret"})
    if (!fs::exists(s.secret(name))) write_for_services(s, s.secret(name), to_hex(random_bytes(32)));
}

void prepare_cluster(const Settings& s) {
  const auto data = s.var_dir / "platform/pg";
  if (!fs::exists(data / "PG_VERSION")) {
    // Made beside its place and moved there whole: an interrupted initdb leaves nothing that looks like a cluster.
    const auto fresh = s.var_dir / "platform/pg.new";
    fs::remove_all(fresh);
    run_program(s, "initdb", {s.postgres_bin_dir + "/initdb", "-D", fresh, "--username=postgres", "--auth=peer", "--encoding=UTF8",
                              "--locale=C.UTF-8", "--no-instructions"}, plain_environment(), 120s);
    fs::rename(fresh, data);
  }
  write_for_services(s, data / "postgresql.conf", fmt::format("{}unix_socket_directories = '{}/pg'\n", postgres_settings, s.run()));
  write_for_services(s, data / "pg_hba.conf", "local all all peer map=platform\n");
  auto map = fmt::format("platform {} postgres\n", own_user());
  for (const auto* role : {"postgres", "mvp_platform_owner", "mvp_platform_app", "mvp_catalog_owner", "mvp_catalog_app"})
    map += fmt::format("platform {} {}\n", s.services ? s.service_user : own_user(), role);
  write_for_services(s, data / "pg_ident.conf", map);
}

void prepare_databases(const Settings& s) {
  const auto admin = [&](const std::string& database, const std::vector<std::string>& statements) {
    node::local::run_as_superuser(s.run() + "/pg", database, statements);
  };
  const auto marker = s.var_dir / "platform/databases";
  if (fs::exists(marker)) return;
  for (const std::string name : {"platform", "catalog"}) {
    for (const std::string role : {"owner", "app"})
      admin("postgres", {fmt::format("DO $$ BEGIN CREATE ROLE mvp_{}_{} LOGIN; EXCEPTION WHEN duplicate_object THEN NULL; END $$", name, role)});
    // CREATE DATABASE has no IF NOT EXISTS; a leftover of an interrupted start is empty.
    admin("postgres", {fmt::format("DROP DATABASE IF EXISTS {}", name), fmt::format("CREATE DATABASE {} OWNER mvp_{}_owner", name, name),
                       fmt::format("REVOKE ALL ON DATABASE {} FROM PUBLIC", name), fmt::format("GRANT CONNECT ON DATABASE {} TO mvp_{}_app", name, name)});
    admin(name, {fmt::format("ALTER SCHEMA public OWNER TO mvp_{}_owner", name)});
  }
  supervisor::replace_file(marker, "made\n");
}

void migrate_and_render(const Settings& s) {
  const auto tenants_program = s.program("services/tenants", "mvp-tenants");
  run_program(s, "tenants-migrate", {tenants_program, "--migrate"}, tenants_environment(s), 120s);
  if (!fs::exists(s.secret("tenants_signing_key.pem"))) run_program(s, "tenants-keys", {tenants_program, "--init-keys"}, tenants_environment(s), 30s);
  run_program(s, "catalog-migrate", {s.program("services/catalog", "mvp-catalog"), "--migrate"}, catalog_environment(s), 120s);
  run_program(s, "edge-render",
              {s.source_dir / "deploy/nginx/render", s.var_dir / "edge/nginx.conf", fmt::format("PORT={}", s.edge_port),
               "DOMAIN=" + s.domain, "VAR_DIR=" + s.var_dir.string(), "RUN_DIR=" + s.run(),
               "WEB_LANDING=" + (s.source_dir / "web/landing/dist").string(), "WEB_GARAGE=" + (s.source_dir / "web/garage/dist").string(),
               fmt::format("IDP_PORT={}", s.idp_port)},
              plain_environment(), 30s);
}

void import_catalog(const Settings& s) {
  std::error_code none;  // no directory: nothing to import
  for (const auto& entry : fs::directory_iterator(s.source_dir / "build/vpic", none)) {
    if (!entry.path().string().ends_with(".tgz")) continue;
    auto env = catalog_environment(s);
    env["MVP_VPIC_ARCHIVE"] = entry.path();
    run_program(s, "catalog-import", {s.program("services/catalog", "mvp-catalog"), "--import"}, std::move(env), 600s);
    return;
  }
}

}  // namespace mvp::platform
