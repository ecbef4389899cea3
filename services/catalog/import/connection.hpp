#pragma once
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "mvp/pg/codec.hpp"
#include "mvp/pg/error.hpp"

namespace mvp::catalog::vpic_import {

/// One session with the catalogue database. Blocking: an import holds a lock of its session from beginning to end.
/// Everything throws pg::ServerError for what the server refuses, pg::Unavailable when it is away.
class Connection {
 public:
  explicit Connection(const std::string& conninfo);

  /// Statements without parameters.
  void script(const std::string& sql);
  template <class Row, class... Args>
  std::vector<Row> query(const std::string& sql, const Args&... args) {
    return pg::rows_of<Row>(run(sql, pg::Params{pg::to_param(args)...}).get());
  }
  template <class... Args>
  void exec(const std::string& sql, const Args&... args) {
    run(sql, pg::Params{pg::to_param(args)...});
  }
  /// Runs `body` between BEGIN (with `how`: "isolation level ...") and COMMIT; rolls back what throws.
  void transaction(const std::function<void()>& body, const std::string& how = {});
  /// COPY ... FROM STDIN; `chunk` is called until it returns an empty string.
  void copy_in(const std::string& sql, const std::function<std::string()>& chunk);
  /// COPY ... TO STDOUT; `line` gets each row without its newline.
  void copy_out(const std::string& sql, const std::function<void(std::string_view)>& line);

 private:
  struct Close {
    void operator()(PGconn* connection) const { PQfinish(connection); }
  };
  pg::ResultPtr checked(PGresult* raw, ExecStatusType also = PGRES_COMMAND_OK);
  pg::ResultPtr run(const std::string& sql, const pg::Params& params);
  void drain();  ///< all results of the statement under way
  [[noreturn]] void fail();

  std::unique_ptr<PGconn, Close> connection_;
};

}  // namespace mvp::catalog::vpic_import
