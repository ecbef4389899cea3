#include "drivers/local/programs.hpp"

#include <fmt/format.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <cstring>

#include "drivers/local/postgres.hpp"
#include "drivers/local/tenant_user.hpp"
#include "supervisor/atomic_file.hpp"

namespace mvp::node::local {
namespace {

std::map<std::string, std::string> plain_environment() { return {{"PATH", "/usr/bin:/bin"}, {"LC_ALL", "C.UTF-8"}, {"TZ", "UTC"}}; }

/// With `hz 1` Redis notices SIGTERM up to a second late; over its socket it ends at once. The append-only file is
/// flushed either way.
void shut_redis_down(const std::string& socket_path, const std::string& password) {
  sockaddr_un where{};
  where.sun_family = AF_UNIX;
  if (socket_path.size() >= sizeof where.sun_path) return;
  std::memcpy(where.sun_path, socket_path.c_str(), socket_path.size() + 1);
  const int fd = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
  if (fd < 0) return;
  const auto text = "AUTH " + password + "\r\nSHUTDOWN NOSAVE\r\n";
  if (::connect(fd, reinterpret_cast<const sockaddr*>(&where), sizeof where) == 0)
    [[maybe_unused]] const auto sent = ::send(fd, text.data(), text.size(), MSG_NOSIGNAL);
  ::close(fd);
}

std::map<std::string, std::string> garage_environment(const Settings& settings, const Layout& layout, const Record& record) {
  auto env = plain_environment();
  env.insert(settings.garage_env.begin(), settings.garage_env.end());
  env["MVP_TENANT_ID"] = record.slug;
  env["MVP_STACK_ID"] = record.stack_id;
  env["MVP_DOMAIN"] = settings.domain;
  env["MVP_LISTEN"] = "fd:3";
  env["MVP_DATABASE_URL"] = conninfo(layout.run(), "garage_app", layout.secret("garage_app.pgpass"));
  env["MVP_REDIS_URL"] = "unix:" + layout.redis_socket();
  env["MVP_REDIS_PASSWORD_FILE"] = layout.secret("redis_password");
  env["MVP_SERVICE_SECRET_FILE"] = layout.secret("service_secret");
  env["MVP_SESSION_KEY_FILE"] = layout.secret("session_key");
  env["MVP_FILES_DIR"] = layout.files();
  env["MVP_ACTIVITY_FILE"] = layout.activity();
  if (!settings.oidc_client_secret_path.empty()) env["MVP_OIDC_CLIENT_SECRET_FILE"] = layout.secret("oidc_client_secret");
  return env;
}

}  // namespace

supervisor::Spec postgres_spec(const Settings& settings, const Layout& layout) {
  return {.name = "postgres",
          .argv = {settings.postgres_bin_dir + "/postgres", "-D", layout.pg()},
          .env = plain_environment(),
          .directory = layout.pg(),
          .log_file = layout.log("postgres"),
          .owner = user_of(layout)};
}

supervisor::Spec redis_spec(const Settings& settings, const Layout& layout) {
  return {.name = "redis",
          .argv = {settings.redis_program, layout.secret("redis.conf")},
          .env = plain_environment(),
          .directory = layout.redis(),
          .log_file = layout.log("redis"),
          .owner = user_of(layout)};
}

supervisor::Spec garage_spec(const Settings& settings, const Layout& layout, const Record& record, int listener) {
  return {.name = "garage",
          .argv = {settings.garage_program},
          .env = garage_environment(settings, layout, record),
          .directory = layout.files(),
          .descriptors = {listener},
          .log_file = layout.log("garage"),
          .owner = user_of(layout)};
}

supervisor::Spec migration_spec(const Settings& settings, const Layout& layout, const Record& record) {
  supervisor::Spec spec{.name = "migration",
                        .argv = {settings.garage_program, "--migrate"},
                        .env = garage_environment(settings, layout, record),
                        .directory = layout.files(),
                        .log_file = layout.log("migration"),
                        .owner = user_of(layout)};
  spec.env["MVP_DATABASE_OWNER_URL"] = conninfo(layout.run(), "garage_owner", layout.secret("garage_owner.pgpass"));
  spec.env["MVP_MIGRATIONS_DIR"] = settings.migrations_dir.string();
  return spec;
}

supervisor::Care redis_care(const Layout& layout) {
  const auto password = supervisor::read_file(layout.secret("redis_password"));
  const auto socket_path = layout.redis_socket();
  return {.ready = supervisor::redis_answers(socket_path, password),
          .ask_to_stop = [socket_path, password] { shut_redis_down(socket_path, password); },
          .stop_timeout = std::chrono::seconds(5)};
}

supervisor::Care garage_care(const Settings& settings, const Layout& layout, const Record& record) {
  return {.ready = supervisor::unix_http_answers(layout.http_socket(), record.slug + "." + settings.domain, "/health", std::chrono::seconds(20))};
}

void write_redis_settings(const Layout& layout) {
  supervisor::replace_file(layout.secret("redis.conf"),
                           fmt::format("port 0\nunixsocket {}\nunixsocketperm 700\nrequirepass {}\ndir {}\ndatabases 1\n"
                                       "hz 1\nsave \"\"\nappendonly yes\nappendfsync everysec\nmaxmemory {}\n"
                                       "maxmemory-policy volatile-ttl\nrepl-backlog-size 16kb\nloglevel warning\nset-proc-title no\n",
                                       layout.redis_socket(), supervisor::read_file(layout.secret("redis_password")),
                                       layout.redis(), redis_memory_bytes),
                           supervisor::Survives::process_death);
}

}  // namespace mvp::node::local
