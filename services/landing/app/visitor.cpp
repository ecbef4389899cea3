#include "app/visitor.hpp"

namespace mvp::landing {
namespace {

Principal user_of(const oidc::Claims& claims, std::string token) {
  return Principal{.kind = Principal::Kind::user,
                   .subject = claims.subject,
                   .email = claims.email,
                   .name = claims.name,
                   .email_verified = claims.email_verified,
                   .tenant = claims.tenant,
                   .credential = std::move(token)};
}

}  // namespace

Task<Result<>> Visitor::authenticate(http::Request& request) {
  constexpr std::string_view scheme = "Bearer ";
  if (const auto given = request.headers.find("Authorization"); !given.empty()) {
    if (!given.starts_with(scheme)) co_return fail(Errc::unauthenticated, "Only Bearer tokens are accepted.");
    std::string token(given.substr(scheme.size()));
    const auto claims = co_await provider_.verify_access_token(request.context, token);
    if (!claims) co_return Failure(claims.error());
    request.context.principal = user_of(*claims, std::move(token));
    co_return Result<>{};
  }
  const auto session = co_await bff_.authenticate(request);
  if (!session) co_return Failure(session.error());
  if (!*session) co_return Result<>{};
  auto token = co_await bff_.access_token(request.context, **session);
  if (!token) co_return Failure(token.error());
  request.context.principal = user_of((*session)->claims, std::move(*token));
  co_return Result<>{};
}

}  // namespace mvp::landing
