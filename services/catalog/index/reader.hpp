#pragma once
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>

struct pg_conn;

namespace mvp::catalog {

/// The database is away or refuses.
struct ReadFailed : std::runtime_error {
  using std::runtime_error::runtime_error;
};

/// A blocking connection that reads whole tables with COPY: much quicker than rows one by one. Not for requests.
class Reader {
 public:
  using Fields = std::span<const std::string_view>;

  /// @throws ReadFailed.
  explicit Reader(const std::string& conninfo);

  /// Everything read is of one moment, whatever an import does meanwhile. @throws ReadFailed.
  void begin_snapshot();
  /// Calls `row` for each row of the SELECT. A null field is an empty one. @throws ReadFailed, and what `row` throws.
  void each(const std::string& select, const std::function<void(Fields)>& row);
  /// First field of the first row; nullopt if there is none. @throws ReadFailed.
  std::optional<std::string> value(const std::string& select);

 private:
  struct Close {
    void operator()(pg_conn* connection) const;
  };
  std::unique_ptr<pg_conn, Close> connection_;
};

}  // namespace mvp::catalog
