#include "refresh_token.hpp"

#include "mvp/core/unavailable.hpp"
#include "mvp/log/log.hpp"

namespace mvp::oidc {

Task<> revoke_refresh_token(Provider& provider, const Context& context, std::string refresh_token) {
  if (refresh_token.empty()) co_return;
  try {
    co_await provider.revoke(context, std::move(refresh_token));
  } catch (const Unavailable& e) {
    log::write(log::Level::warn, context, "refresh token not revoked", {{"what", e.what()}});
  }
}

}  // namespace mvp::oidc
