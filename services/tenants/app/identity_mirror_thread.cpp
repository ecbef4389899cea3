#include "app/identity_mirror_thread.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/post.hpp>

#include "mvp/log/log.hpp"

namespace mvp::tenants {

IdentityMirrorThread::IdentityMirrorThread(Shared& shared)
    : client_(io_.get_executor()),
      db_(io_.get_executor(), pg::DatabaseConfig{.conninfo = shared.settings.database_url}),
      mirror_(io_.get_executor(), db_, client_, {.management = shared.settings.management}) {
  if (!shared.settings.management.is_set()) {
    log::info("memberships are not mirrored to the identity provider: MVP_MANAGEMENT_URL is not set");
    return;
  }
  boost::asio::co_spawn(io_, mirror_.run(), [this](std::exception_ptr failure) {
    if (failure) log::error("the identity mirror ended by an exception");
    io_.stop();
  });
  thread_ = std::jthread([this] { io_.run(); });
}

IdentityMirrorThread::~IdentityMirrorThread() {
  boost::asio::post(io_, [this] { mirror_.stop(); });
  if (thread_.joinable()) thread_.join();
}

}  // namespace mvp::tenants
