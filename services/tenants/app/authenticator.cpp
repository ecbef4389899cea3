#include "app/authenticator.hpp"

#include <unistd.h>

#include "domain/access.hpp"
#include "mvp/log/log.hpp"
#include "mvp/oidc/principal.hpp"

namespace mvp::tenants {
namespace {

bool is_operator(const http::Request& request) {
  return request.peer_uid && (*request.peer_uid == 0 || *request.peer_uid == ::geteuid());
}

}  // namespace

/// The landing site tells whom it speaks for and shows its own token with it. What anybody else says of an address is
/// their own invention: they share one address, and with it the limits of one.
bool Authenticator::is_address_trusted(const http::Request& request) const {
  constexpr std::string_view scheme = "Bearer ";
  const auto shown = request.headers.find("Service-Authorization");
  if (!shown.starts_with(scheme)) return false;
  const auto claims = signer_.verify(std::string(shown.substr(scheme.size())));
  return claims && claims->caller == "landing";
}

Task<Result<>> Authenticator::by_token(http::Request& request, std::string token) {
  auto& principal = request.context.principal;
  if (oidc::looks_like_service_token(token)) {
    auto claims = signer_.verify(token);
    if (!claims) co_return Failure(claims.error());
    principal = oidc::principal_of(*claims);
    co_return Result<>{};
  }
  auto claims = co_await provider_.verify_access_token(request.context, std::move(token));
  if (!claims) co_return Failure(claims.error());
  principal = oidc::principal_of(*claims);
  co_return Result<>{};
}

Task<Result<>> Authenticator::authenticate(http::Request& request) {
  auto& context = request.context;
  if (!is_address_trusted(request)) context.remote = "local";
  auto token = oidc::bearer_token(request);
  if (!token) co_return Failure(token.error());
  if (*token) {
    const auto verified = co_await by_token(request, std::move(**token));
    if (!verified) co_return verified;
  } else if (is_operator(request)) {
    context.principal = Principal{.kind = Principal::Kind::operator_,
                                  .subject = "operator:" + std::to_string(*request.peer_uid),
                                  .platform_admin = true};
  }
  auto& principal = context.principal;
  if (request.headers.has("X-Tenant-ID") && request.headers.find("X-Tenant-ID") != principal.tenant) {
    log::write(log::Level::warn, context, "tenant header differs from token");
    co_return fail(Errc::forbidden, "X-Tenant-ID is not the tenant of your token.");
  }
  if (const auto named = request.params.find("tenant"); named != request.params.end()) context.tenant = named->second;
  if (principal.kind != Principal::Kind::user && principal.kind != Principal::Kind::operator_) co_return Result<>{};
  const auto standing = co_await memberships_.standing(context, principal.subject, context.tenant);
  principal.role = standing.role;
  principal.platform_admin = principal.platform_admin || standing.is_platform_admin;
  if (principal.platform_admin && !context.tenant.empty() && !standing.is_tenant_known) co_return Failure(no_such_tenant());
  co_return Result<>{};
}

}  // namespace mvp::tenants
