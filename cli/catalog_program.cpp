#include "cli/catalog_program.hpp"

#include <fmt/format.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <filesystem>

#include "cli/child.hpp"
#include "cli/session.hpp"

extern char** environ;

namespace mvp::cli {
namespace {

namespace fs = std::filesystem;

std::string variable(const char* name) {
  const char* value = std::getenv(name);
  return value ? value : "";
}

/// The build tree: MVP_BIN_DIR, else where this program is: <build>/cli/mvp.
fs::path build_directory() {
  if (const auto named = variable("MVP_BIN_DIR"); !named.empty()) return named;
  std::error_code ignored;
  return fs::read_symlink("/proc/self/exe", ignored).parent_path().parent_path();
}

/// 0, or the errno of connecting to a unix socket.
int connecting_to(const std::string& path) {
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  if (path.size() >= sizeof address.sun_path) return ENAMETOOLONG;
  std::memcpy(address.sun_path, path.data(), path.size());
  const int fd = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
  const int outcome = ::connect(fd, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0 ? 0 : errno;
  ::close(fd);
  return outcome;
}

std::string conninfo(const fs::path& sockets, const char* role) {
  return fmt::format("host={} dbname=catalog user={} application_name=mvp", sockets.string(), role);
}

std::map<std::string, std::string> own_environment() {
  std::map<std::string, std::string> out;
  for (char** entry = environ; entry && *entry; ++entry) {
    const std::string pair(*entry);
    if (const auto equals = pair.find('='); equals != std::string::npos) out[pair.substr(0, equals)] = pair.substr(equals + 1);
  }
  return out;
}

}  // namespace

std::string source_directory() {
  if (const auto named = variable("MVP_SOURCE_DIR"); !named.empty()) return named;
  return build_directory().parent_path().parent_path();
}

CatalogProgram catalog_program(const std::string& var_dir) {
  const auto var = fs::absolute(var_dir).lexically_normal();
  const auto sockets = var / "run/pg";
  const auto socket = (sockets / ".s.PGSQL.5432").string();
  if (const int error = connecting_to(socket); error == EACCES || error == EPERM)
    throw Failed(fmt::format("The platform of {} is another user's: run this as that user, or as root.", var.string()));
  else if (error != 0)
    throw Failed(fmt::format("The platform of {} is not running (nobody answers at {}): bin/up starts it.", var.string(), socket));
  struct stat owner {};
  if (::stat(socket.c_str(), &owner) != 0) throw Failed(socket + ": " + std::strerror(errno));
  const auto program = build_directory() / "services/catalog/mvp-catalog";
  if (::access(program.c_str(), X_OK) != 0) throw Failed(program.string() + " is not there: bin/up builds it.");
  CatalogProgram out{.program = program, .environment = {}, .user = owner.st_uid};
  out.environment = {{"PATH", "/usr/sbin:/usr/bin:/sbin:/bin"},
                     {"LC_ALL", "C.UTF-8"},
                     {"TZ", "UTC"},
                     {"MVP_DATABASE_URL", conninfo(sockets, "mvp_catalog_app")},
                     {"MVP_DATABASE_OWNER_URL", conninfo(sockets, "mvp_catalog_owner")},
                     {"MVP_MIGRATIONS_DIR", source_directory() + "/db/catalog"}};
  for (const auto* name : {"TERM", "NO_COLOR"})
    if (const auto value = variable(name); !value.empty()) out.environment[name] = value;
  return out;
}

std::string fetched_archive() {
  const auto source = source_directory();
  const auto script = source + "/services/catalog/fetch_vpic.sh";
  if (::access(script.c_str(), X_OK) != 0) throw Failed(script + " is not there: name the file with --archive, or the checkout with MVP_SOURCE_DIR.");
  auto ended = run_child([&] { execute(script, {source + "/build/vpic"}, own_environment()); });
  if (ended.status != 0) throw Failed("The vPIC archive could not be fetched; a copy of it can be named with --archive.");
  while (ended.output.ends_with('\n')) ended.output.pop_back();
  return ended.output;
}

void become(CatalogProgram catalog, const std::string& action, const std::string& archive) {
  const auto file = fs::absolute(archive).string();
  go_on_as(catalog.user);
  if (::access(file.c_str(), R_OK) != 0)
    throw Failed(fmt::format("{} cannot be read by the user as whom the platform runs: {}.", file, std::strerror(errno)));
  catalog.environment["MVP_VPIC_ARCHIVE"] = file;
  execute(catalog.program, {action}, catalog.environment);
}

std::string output_of(const CatalogProgram& catalog, const std::string& action) {
  auto ended = run_child([&] {
    go_on_as(catalog.user);
    execute(catalog.program, {action}, catalog.environment);
  });
  if (ended.status != 0) throw Failed("mvp-catalog " + action + " failed; what it said is above.");
  return std::move(ended.output);
}

}  // namespace mvp::cli
