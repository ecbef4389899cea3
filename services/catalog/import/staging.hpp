#pragma once
#include <chrono>
#include <stdexcept>

#include "import/checksum.hpp"
#include "import/connection.hpp"
#include "import/source.hpp"
#include "import/tables.hpp"

namespace mvp::catalog::vpic_import {

/// Somebody else is importing.
struct ImportUnderWay : std::runtime_error {
  using std::runtime_error::runtime_error;
};

/// The schema vpic_next, where an import puts its tables until all are there. A ledger in it names the finished ones, so
/// that the next run continues what a killed one began. Holds the lock of imports for as long as `connection` lives.
class Staging {
 public:
  /// Waits for the lock so long: a server needs a moment to notice that its client was killed.
  /// @throws ImportUnderWay; std::runtime_error when the database is older or newer than this program.
  Staging(Connection& connection, const Known& source, std::chrono::milliseconds patience);

  /// Is the newest import of this dataset, as this program would load it?
  bool is_loaded_already() const;
  /// The finished tables; first drops what another dataset, or another version of this program, left behind.
  Sums prepare();
  /// Copies one table in a transaction of its own; `moved` hears how many rows it has sent.
  Sum copy(const TableMap& table, const SqliteImage& vpic, const std::function<void(std::int64_t)>& moved);
  /// Lets the finished tables take the place of those in use, in one transaction.
  void take_place(const Sums& finished);
  void discard();

 private:
  void swap(const Sums& finished);

  Connection& connection_;
  const Known& source_;
};

}  // namespace mvp::catalog::vpic_import
