#pragma once
#include <boost/asio/any_io_executor.hpp>

#include "app/caller.hpp"
#include "app/settings.hpp"
#include "mvp/http/health.hpp"
#include "mvp/http/server.hpp"
#include "vehicles/routes.hpp"
#include "vin/routes.hpp"

namespace mvp::catalog {

/// Everything one thread serves with.
class CatalogService {
 public:
  CatalogService(boost::asio::any_io_executor executor, const Settings& settings, const Catalogue& catalogue,
                 vehicles::Directories& directories);
  CatalogService(const CatalogService&) = delete;
  CatalogService& operator=(const CatalogService&) = delete;

  const http::Router& router() const { return router_; }

 private:
  http::Client client_;
  oidc::Provider provider_;
  oidc::ServiceTokenVerifier services_;
  CallerAuthenticator authenticator_;
  vehicles::Feature vehicles_;
  vin::Feature vin_;
  http::Health health_;
  http::Router router_;
};

/// One CatalogService per thread. All three must outlive the server.
http::ThreadFactory serve_with(const Settings& settings, const Catalogue& catalogue, vehicles::Directories& directories);

}  // namespace mvp::catalog
