#pragma once
#include <boost/asio/io_context.hpp>
#include <thread>

#include "app/lifecycle.hpp"
#include "app/wiring.hpp"
#include "operations/reconciler.hpp"
#include "signups/expiry.hpp"

namespace mvp::tenants {

/// The process's one reconciler, on a thread and connections of its own. Beside its work it lets sign-ups expire, and
/// compares the node's stacks with the database once at its start.
class ReconcilerThread {
 public:
  explicit ReconcilerThread(Shared& shared, ReconcilerConfig config = {});
  ~ReconcilerThread();  ///< lets the steps under way finish
  ReconcilerThread(const ReconcilerThread&) = delete;
  ReconcilerThread& operator=(const ReconcilerThread&) = delete;

 private:
  Task<> expire_signups();
  Task<> compare_stacks();

  Shared& shared_;
  boost::asio::io_context io_{1};
  http::Client client_;
  pg::Database db_;
  NodeClient node_;
  Lifecycle lifecycle_;
  Reconciler reconciler_;
  std::jthread thread_;
};

}  // namespace mvp::tenants
