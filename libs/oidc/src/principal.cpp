#include "mvp/oidc/principal.hpp"

#include "mvp/core/encoding.hpp"
#include "mvp/json/codec.hpp"

namespace mvp::oidc {

Result<std::optional<std::string>> bearer_token(const http::Request& request) {
  constexpr std::string_view scheme = "Bearer ";
  const auto given = request.headers.find("Authorization");
  if (given.empty()) return std::nullopt;
  if (!given.starts_with(scheme)) return fail(Errc::unauthenticated, "Only Bearer tokens are accepted.");
  return std::string(given.substr(scheme.size()));
}

bool looks_like_service_token(std::string_view token) {
  const auto header = from_base64url(token.substr(0, token.find('.')));
  if (!header) return false;
  const auto value = json::parse(*header);
  if (!value || !value->is_object()) return false;
  const auto* type = value->get_object().if_contains("typ");
  return type && type->is_string() && type->get_string() == "service+jwt";
}

Principal principal_of(const Claims& claims, std::string credential) {
  return {.kind = Principal::Kind::user,
          .subject = claims.subject,
          .email = claims.email,
          .name = claims.name,
          .email_verified = claims.email_verified,
          .tenant = claims.tenant,
          .credential = std::move(credential)};
}

Principal principal_of(const ServiceClaims& claims) {
  return {.kind = Principal::Kind::service, .subject = claims.caller, .tenant = claims.tenant};
}

Task<Result<Principal>> person_of(Provider& provider, Bff& bff, const http::Request& request) {
  auto bearer = bearer_token(request);
  if (!bearer) co_return Failure(bearer.error());
  if (*bearer) {
    const auto claims = co_await provider.verify_access_token(request.context, **bearer);
    if (!claims) co_return Failure(claims.error());
    co_return principal_of(*claims, std::move(**bearer));
  }
  const auto session = co_await bff.authenticate(request);
  if (!session) co_return Failure(session.error());
  if (!*session) co_return Principal{};
  auto token = co_await bff.access_token(request.context, **session);
  if (!token) co_return Failure(token.error());
  co_return principal_of((*session)->claims, std::move(*token));
}

}  // namespace mvp::oidc
