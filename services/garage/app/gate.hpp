#pragma once
#include <optional>

#include "api_keys/service.hpp"
#include "app/membership_snapshot.hpp"
#include "mvp/http/router.hpp"
#include "mvp/oidc/bff.hpp"

namespace mvp::garage {

/// Lets people in: the Host's tenant, this process' tenant, the token's tenant (where it names one) and an active
/// membership must agree. Absent means deny. An API key stands for its owner, narrowed to the key's scopes.
class Gate {
 public:
  Gate(oidc::Provider& provider, oidc::Bff& bff, MembershipSnapshot& memberships, ApiKeyService& keys, std::string tenant, std::string host)
      : provider_(provider), bff_(bff), memberships_(memberships), keys_(keys), tenant_(std::move(tenant)), host_(std::move(host)) {}

  /// The refusal of a request that names another host, or nullopt.
  std::optional<http::Response> refuse_foreign_host(const http::Request& request) const;
  Task<Result<>> authenticate(http::Request& request);

 private:
  oidc::Provider& provider_;
  oidc::Bff& bff_;
  MembershipSnapshot& memberships_;
  ApiKeyService& keys_;
  std::string tenant_, host_;
};

}  // namespace mvp::garage
