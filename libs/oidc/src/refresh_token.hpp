#pragma once
#include <string>

#include "mvp/core/context.hpp"
#include "mvp/oidc/provider.hpp"

namespace mvp::oidc {

/// Takes it back at the provider, as well as can be: the session it was for is gone already.
Task<> revoke_refresh_token(Provider& provider, const Context& context, std::string refresh_token);

}  // namespace mvp::oidc
