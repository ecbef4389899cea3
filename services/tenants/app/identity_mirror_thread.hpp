#pragma once
#include <boost/asio/io_context.hpp>
#include <thread>

#include "app/wiring.hpp"
#include "identity_mirror/mirror.hpp"

namespace mvp::tenants {

/// The process's one mirror of memberships at the identity provider, on a thread and a connection of its own: a provider that hangs holds up
/// nobody's request. Does nothing, and says so, where no Management API is set.
class IdentityMirrorThread {
 public:
  explicit IdentityMirrorThread(Shared& shared);
  ~IdentityMirrorThread();  ///< lets the call under way finish, five seconds as a rule
  IdentityMirrorThread(const IdentityMirrorThread&) = delete;
  IdentityMirrorThread& operator=(const IdentityMirrorThread&) = delete;

 private:
  boost::asio::io_context io_{1};
  http::Client client_;
  pg::Database db_;
  IdentityMirror mirror_;
  std::jthread thread_;
};

}  // namespace mvp::tenants
