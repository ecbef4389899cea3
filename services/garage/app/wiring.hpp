#pragma once
#include <boost/asio/any_io_executor.hpp>

#include "api_keys/routes.hpp"
#include "app/gate.hpp"
#include "app/settings.hpp"
#include "app/upstreams.hpp"
#include "audit/routes.hpp"
#include "catalog/routes.hpp"
#include "fuel_logs/routes.hpp"
#include "imports/routes.hpp"
#include "members/routes.hpp"
#include "mvp/http/health.hpp"
#include "mvp/http/server.hpp"
#include "mvp/oidc/step_up.hpp"
#include "odometer/routes.hpp"
#include "session/routes.hpp"
#include "settings/routes.hpp"
#include "tenant_management/routes.hpp"
#include "vehicles/routes.hpp"

namespace mvp::garage {

/// Everything one thread serves a tenant with.
class Garage {
 public:
  Garage(boost::asio::any_io_executor executor, const AppSettings& settings);
  Garage(const Garage&) = delete;
  Garage& operator=(const Garage&) = delete;

  const http::Router& router() const { return router_; }
  Task<http::Response> answer(http::Request request) const;

 private:
  oidc::BffConfig bff_config(const AppSettings& settings);
  ControlPlane control_plane(const AppSettings& settings);

  pg::Database db_;
  redis::Client redis_;
  http::Client client_;
  oidc::Provider provider_;
  oidc::Bff bff_;
  oidc::ServiceTokenSource service_tokens_;
  MembershipSnapshot memberships_;
  ApiKeyService api_keys_;
  Gate gate_;
  http::Health health_;
  SessionFeature session_;
  SettingsFeature settings_;
  Vehicles vehicles_;
  Odometer odometer_;
  FuelLogs fuel_logs_;
  Imports imports_;
  Members members_;
  Audit audit_;
  TenantManagement management_;
  Catalog catalog_;
  http::Router router_;
};

/// One Garage per thread. `settings` must outlive the server.
http::ThreadFactory serve_with(const AppSettings& settings);

}  // namespace mvp::garage
