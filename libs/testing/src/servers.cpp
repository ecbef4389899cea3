#include "mvp/testing/servers.hpp"

#include <libpq-fe.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <chrono>
#include <cstring>
#include <filesystem>
#include <map>
#include <optional>
#include <stdexcept>
#include <thread>

#include "child.hpp"
#include "mvp/pg/migrator.hpp"

namespace mvp::testing {
namespace {

using namespace std::chrono_literals;
namespace fs = std::filesystem;

std::string postgres_bin() {
  std::string newest;
  for (const auto& entry : fs::directory_iterator("/usr/lib/postgresql"))
    if (fs::exists(entry.path() / "bin/initdb")) newest = std::max(newest, (entry.path() / "bin").string());
  if (newest.empty()) throw std::runtime_error("no PostgreSQL server is installed under /usr/lib/postgresql");
  return newest;
}

template <class Ready>
void await(const std::string& what, Ready is_ready) {
  const auto deadline = std::chrono::steady_clock::now() + 30s;
  while (!is_ready()) {
    if (std::chrono::steady_clock::now() > deadline) throw std::runtime_error(what + " did not start within 30 s");
    std::this_thread::sleep_for(2ms);
  }
}

bool accepts(const std::string& socket_path) {
  sockaddr_un where{};
  where.sun_family = AF_UNIX;
  std::strncpy(where.sun_path, socket_path.c_str(), sizeof where.sun_path - 1);
  const int fd = ::socket(AF_UNIX, SOCK_STREAM, 0);
  const bool is_there = ::connect(fd, reinterpret_cast<sockaddr*>(&where), sizeof where) == 0;
  ::close(fd);
  return is_there;
}

}  // namespace

class PostgresServer::Impl {
 public:
  Impl() : directory_(make_server_directory("pg")) {
    const auto bin = postgres_bin();
    const auto log = directory_ + "/log";
    run_to_end({bin + "/initdb", "-D", directory_ + "/data", "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8",
                "-N", "--wal-segsize=1"}, log);
    server_.emplace(std::vector<std::string>{bin + "/postgres", "-D", directory_ + "/data", "-c", "listen_addresses=",
                                             "-c", "unix_socket_directories=" + directory_, "-c", "fsync=off", "-c",
                                             "full_page_writes=off", "-c", "synchronous_commit=off", "-c",
                                             "shared_buffers=32MB", "-c", "max_connections=200", "-c", "autovacuum=off"},
                    log);
    await("PostgreSQL", [&] { return PQping(conninfo("postgres").c_str()) == PQPING_OK; });
  }

  std::string conninfo(const std::string& database) const {
    return "host=" + directory_ + " user=postgres dbname=" + database;
  }

  std::string create(const std::string& from) {
    const auto name = "test_" + std::to_string(++created_);
    exec("CREATE DATABASE " + name + (from.empty() ? "" : " TEMPLATE " + from));
    return name;
  }

  /// Name of a database with these migrations, made once.
  const std::string& migrated_template(const std::string& directory) {
    auto& name = templates_[directory];
    if (!name.empty()) return name;
    name = create("");
    pg::migrate(conninfo(name), pg::read_migrations(fs::path(MVP_SOURCE_DIR) / directory));
    return name;
  }

 private:
  void exec(const std::string& sql) {
    PGconn* conn = PQconnectdb(conninfo("postgres").c_str());
    PGresult* result = PQexec(conn, sql.c_str());
    const std::string error = PQresultStatus(result) == PGRES_COMMAND_OK ? "" : PQerrorMessage(conn);
    PQclear(result);
    PQfinish(conn);
    if (!error.empty()) throw std::runtime_error(sql + ": " + error);
  }

  std::string directory_;
  std::optional<Child> server_{};
  std::map<std::string, std::string> templates_{};
  int created_ = 0;
};

PostgresServer::PostgresServer() : impl_(std::make_shared<Impl>()) {}

PostgresServer& PostgresServer::instance() {
  static PostgresServer server;
  return server;
}

std::string PostgresServer::create_database() { return impl_->conninfo(impl_->create("")); }

std::string PostgresServer::create_migrated_database(const std::string& directory) {
  return impl_->conninfo(impl_->create(impl_->migrated_template(directory)));
}

RedisServer::RedisServer(const std::string& password)
    : directory_(make_server_directory("redis")), password_(password), url_("unix:" + directory_ + "/redis.sock") {
  start();
}
RedisServer::~RedisServer() = default;

void RedisServer::stop() { child_.reset(); }

void RedisServer::start() {
  const auto socket = directory_ + "/redis.sock";
  std::vector<std::string> argv{"/usr/bin/redis-server", "--port", "0", "--unixsocket", socket, "--save", "", "--dir", directory_};
  if (!password_.empty()) argv.insert(argv.end(), {"--requirepass", password_});
  child_ = std::make_unique<Child>(argv, directory_ + "/log");
  await("Redis", [&] { return accepts(socket); });
}

std::string redis_url() {
  static const RedisServer server;
  return server.url();
}

void run(std::function<Task<>(boost::asio::any_io_executor)> body) {
  boost::asio::io_context io{1};
  std::exception_ptr thrown;
  bool is_done = false;
  boost::asio::co_spawn(io, body(io.get_executor()), [&](std::exception_ptr e) {
    thrown = e;
    is_done = true;
    io.stop();
  });
  io.run_for(60s);
  if (thrown) std::rethrow_exception(thrown);
  if (!is_done) throw std::runtime_error("the scenario did not end within 60 s");
}

}  // namespace mvp::testing
