#pragma once
#include "mvp/http/router.hpp"
#include "mvp/oidc/provider.hpp"
#include "mvp/oidc/service_token.hpp"

namespace mvp::catalog {

/// Access rule `caller`: another service, or a signed-in person. The catalogue is the same for all of them.
extern const http::Access caller;

/// Who calls, by the bearer token: a service token of the control plane or a user's access token. X-Tenant-ID proves
/// nothing; a request that carries one the token does not name is refused. @throws Unavailable when keys cannot be had.
class CallerAuthenticator {
 public:
  CallerAuthenticator(oidc::Provider& provider, oidc::ServiceTokenVerifier& services) : provider_(provider), services_(services) {}

  /// @return unauthenticated for a wrong token, forbidden for another tenant's X-Tenant-ID.
  Task<Result<>> authenticate(http::Request& request);

 private:
  Task<Result<Principal>> principal_of(const Context& context, std::string token);

  oidc::Provider& provider_;
  oidc::ServiceTokenVerifier& services_;
};

}  // namespace mvp::catalog
