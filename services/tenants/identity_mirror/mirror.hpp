#pragma once
#include <boost/asio/steady_timer.hpp>

#include "identity_mirror/management_client.hpp"
#include "identity_mirror/repository.hpp"

namespace mvp::tenants {

struct MirrorConfig {
  ManagementConfig management{};
  std::chrono::seconds lease{60};  ///< longer than telling the provider takes, a token and a second try included
  std::chrono::seconds least_delay{5}, most_delay{3'600};  ///< between attempts for one person, doubling
};

/// `app_metadata.tenants` of somebody with these memberships: slug to role, {"demo-tenant": "admin"}; null without any.
json::Value mirrored_value(const std::vector<MirroredMembership>& memberships);

/// Keeps `app_metadata.tenants` at the identity provider equal to people's active memberships. A person is claimed, the memberships are
/// read, the provider is told, and the version claimed is marked: a change meanwhile makes the person due again, a process that dies leaves
/// them to the next when the lease ends, and telling twice does no harm. The platform's database stays the only authority.
class IdentityMirror {
 public:
  IdentityMirror(boost::asio::any_io_executor executor, pg::Database& db, http::Client& client, MirrorConfig config)
      : repository_(db), management_(client, config.management), config_(std::move(config)), timer_(executor) {}

  /// What one turn found, and how long the provider is to be left alone after it.
  struct Turn {
    bool was_due = false;
    std::chrono::seconds pause{};
  };
  /// Tells the provider of the person who has been due longest.
  Task<Turn> run_one();
  /// Until stopped, with one call at a time.
  Task<> run();
  void stop();  ///< on the thread of `run`; the call under way is finished

 private:
  Task<std::chrono::seconds> settle(const ClaimedPerson& person, ManagementAnswer answer);
  std::chrono::seconds next_pause();

  IdentityMirrorRepository repository_;
  ManagementClient management_;
  MirrorConfig config_;
  boost::asio::steady_timer timer_;
  int failures_in_a_row_ = 0;
  bool is_stopping_ = false;
};

}  // namespace mvp::tenants
