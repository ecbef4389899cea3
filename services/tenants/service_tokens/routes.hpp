#pragma once
#include "mvp/http/router.hpp"
#include "mvp/oidc/service_token.hpp"
#include "service_tokens/repository.hpp"

namespace mvp::tenants {

/// POST /api/v1/service-token: a short-lived signed token against the caller's own secret. GET /.well-known/jwks.json:
/// what to verify such tokens with.
struct ServiceTokens {
  StackRepository& stacks;
  const oidc::ServiceTokenSigner& signer;
  const std::string& landing_secret;
};

void mount(ServiceTokens& tokens, http::Router& router);

}  // namespace mvp::tenants
