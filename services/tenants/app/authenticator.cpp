#include "app/authenticator.hpp"

#include <unistd.h>

#include "domain/access.hpp"
#include "mvp/core/encoding.hpp"
#include "mvp/log/log.hpp"

namespace mvp::tenants {
namespace {

/// Only says which verifier to ask: nothing is believed before it has verified.
bool looks_like_service_token(std::string_view token) {
  const auto bytes = from_base64url(token.substr(0, token.find('.')));
  if (!bytes) return false;
  const auto header = json::parse(*bytes);
  if (!header || !header->is_object()) return false;
  const auto* type = header->get_object().if_contains("typ");
  return type && type->is_string() && type->get_string() == "service+jwt";
}

bool is_operator(const http::Request& request) {
  return request.peer_uid && (*request.peer_uid == 0 || *request.peer_uid == ::geteuid());
}

}  // namespace

Task<Result<>> Authenticator::by_token(http::Request& request, std::string token) {
  auto& principal = request.context.principal;
  if (looks_like_service_token(token)) {
    auto claims = signer_.verify(token);
    if (!claims) co_return Failure(claims.error());
    principal = Principal{.kind = Principal::Kind::service, .subject = claims->caller, .tenant = claims->tenant};
    co_return Result<>{};
  }
  auto claims = co_await provider_.verify_access_token(request.context, std::move(token));
  if (!claims) co_return Failure(claims.error());
  principal = Principal{.kind = Principal::Kind::user,
                        .subject = claims->subject,
                        .email = claims->email,
                        .name = claims->name,
                        .email_verified = claims->email_verified,
                        .tenant = claims->tenant};
  co_return Result<>{};
}

Task<Result<>> Authenticator::authenticate(http::Request& request) {
  constexpr std::string_view scheme = "Bearer ";
  auto& context = request.context;
  const auto given = request.headers.find("Authorization");
  if (!given.empty()) {
    if (!given.starts_with(scheme)) co_return fail(Errc::unauthenticated, "Only Bearer tokens are accepted.");
    const auto verified = co_await by_token(request, std::string(given.substr(scheme.size())));
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
