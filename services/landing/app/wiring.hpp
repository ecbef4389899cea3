#pragma once
#include <boost/asio/any_io_executor.hpp>

#include "app/control_plane.hpp"
#include "app/rate_limit.hpp"
#include "app/settings.hpp"
#include "app/visitor.hpp"
#include "invitations/routes.hpp"
#include "me/routes.hpp"
#include "mvp/http/health.hpp"
#include "mvp/http/server.hpp"
#include "session/routes.hpp"
#include "signups/routes.hpp"
#include "tenants/routes.hpp"

namespace mvp::landing {

/// Everything one thread serves with.
class Landing {
 public:
  Landing(boost::asio::any_io_executor executor, const Settings& settings);
  Landing(const Landing&) = delete;
  Landing& operator=(const Landing&) = delete;

  const http::Router& router() const { return router_; }

 private:
  oidc::BffConfig bff_config(const Settings& settings);

  http::Client client_;
  redis::Client redis_;
  oidc::Provider provider_;
  oidc::Bff bff_;
  oidc::ServiceTokenSource service_tokens_;
  ControlPlane control_plane_;
  RateLimit lookups_, attempts_, withdrawals_;
  Visitor visitor_;
  tenants::Feature tenants_;
  signups::Feature signups_;
  invitations::Feature invitations_;
  me::Feature me_;
  session::Feature session_{};
  http::Health health_;
  http::Router router_;
};

/// One Landing per thread. `settings` must outlive the server.
http::ThreadFactory serve_with(const Settings& settings);

}  // namespace mvp::landing
