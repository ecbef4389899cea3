#pragma once
#include <functional>
#include <memory>
#include <string>

#include "mvp/core/task.hpp"

namespace mvp::testing {

/// A PostgreSQL server of this test program: started on first use from Debian's binaries in a directory of its own
/// (as the user `postgres` when the tests run as root), unix socket only, stopped at exit. fsync off.
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

/// A Redis server of this test program, unix socket only. @return "unix:/…/redis.sock"
std::string redis_url();

/// Runs a coroutine on an io_context of its own until it is done; rethrows what it throws. Fails after 60 s.
void run(std::function<Task<>(boost::asio::any_io_executor)> body);

}  // namespace mvp::testing
