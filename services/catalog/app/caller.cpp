#include "app/caller.hpp"

#include "mvp/log/log.hpp"
#include "mvp/oidc/principal.hpp"

namespace mvp::catalog {
namespace {

std::optional<Error> refuse_strangers(const Context& context) {
  if (context.principal.is_known()) return std::nullopt;
  return Error{Errc::unauthenticated, "Send a service token or a user's access token."};
}

}  // namespace

constinit const http::Access caller{"caller", refuse_strangers};

Task<Result<Principal>> CallerAuthenticator::principal_of(const Context& context, std::string token) {
  if (oidc::looks_like_service_token(token)) {
    const auto claims = co_await services_.verify(context, std::move(token));
    if (!claims) co_return Failure(claims.error());
    co_return oidc::principal_of(*claims);
  }
  const auto claims = co_await provider_.verify_access_token(context, std::move(token));
  if (!claims) co_return Failure(claims.error());
  co_return oidc::principal_of(*claims);
}

Task<Result<>> CallerAuthenticator::authenticate(http::Request& request) {
  auto token = oidc::bearer_token(request);
  if (!token) co_return Failure(token.error());
  if (!*token) co_return Result<>{};
  // Nearly every call: a service that sends the token of its last one. Asked first, because it costs one hash.
  if (const auto claims = services_.remembered(**token)) {
    request.context.principal = oidc::principal_of(*claims);
  } else {
    auto principal = co_await principal_of(request.context, std::move(**token));
    if (!principal) co_return Failure(principal.error());
    request.context.principal = std::move(*principal);
  }
  if (request.headers.has("X-Tenant-ID") && request.headers.find("X-Tenant-ID") != request.context.principal.tenant) {
    log::write(log::Level::warn, request.context, "foreign X-Tenant-ID refused");
    co_return fail(Errc::forbidden, "X-Tenant-ID names a tenant that the token does not.");
  }
  request.context.tenant = request.context.principal.tenant;
  co_return Result<>{};
}

}  // namespace mvp::catalog
