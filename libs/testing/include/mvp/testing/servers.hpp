#pragma once
#include <functional>
#include <memory>
#include <string>

#include "mvp/core/task.hpp"

namespace mvp::testing {

/// A PostgreSQL server of this test program: started on first use from Debian's binaries in a directory of its own
/// (as the user `postgres` when the tests run as root), unix socket only, stopped at exit. fsync off. First used by the
/// main thread: servers die with the thread that started them.
class PostgresServer {
 public:
  static PostgresServer& instance();
  /// A new empty database. @return its conninfo. Dropped with the server.
  std::string create_database();
  /// A new database with the migrations of `directory` (relative to the source tree: "db/tenant") applied; cloned from
  /// a template that is migrated once per program.
  std::string create_migrated_database(const std::string& directory);

 private:
  PostgresServer();
  class Impl;
  std::shared_ptr<Impl> impl_;
};

/// A Redis server of one test, which may stop and start it. Unix socket only, nothing kept on disk.
class RedisServer {
 public:
  explicit RedisServer(const std::string& password = {});  ///< empty: no AUTH
  ~RedisServer();
  RedisServer(const RedisServer&) = delete;
  RedisServer& operator=(const RedisServer&) = delete;

  const std::string& url() const { return url_; }  ///< "unix:/…/redis.sock"
  void stop();
  void start();

 private:
  std::string directory_;
  std::string password_;
  std::string url_;
  std::unique_ptr<class Child> child_;
};

/// The Redis server all tests of this program share. @return "unix:/…/redis.sock"
std::string redis_url();

/// Runs a coroutine on an io_context of its own until it is done; rethrows what it throws. Fails after 60 s.
void run(std::function<Task<>(boost::asio::any_io_executor)> body);

}  // namespace mvp::testing
