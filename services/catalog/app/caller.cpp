#include "app/caller.hpp"

#include "mvp/core/encoding.hpp"
#include "mvp/log/log.hpp"

namespace mvp::catalog {
namespace {

std::optional<Error> refuse_strangers(const Context& context) {
  if (context.principal.is_known()) return std::nullopt;
  return Error{Errc::unauthenticated, "Send a service token or a user's access token."};
}

/// Which verifier to ask. Only a hint: the verifier checks `typ` again, with the signature.
bool looks_like_service_token(std::string_view token) {
  const auto header = from_base64url(token.substr(0, token.find('.')));
  if (!header) return false;
  const auto value = json::parse(*header);
  if (!value || !value->is_object()) return false;
  const auto* typ = value->get_object().if_contains("typ");
  return typ && typ->is_string() && typ->get_string() == "service+jwt";
}

}  // namespace

constinit const http::Access caller{"caller", refuse_strangers};

Task<Result<Principal>> CallerAuthenticator::principal_of(const Context& context, std::string token) {
  if (looks_like_service_token(token)) {
    const auto claims = co_await services_.verify(context, std::move(token));
    if (!claims) co_return Failure(claims.error());
    co_return Principal{.kind = Principal::Kind::service, .subject = claims->caller, .tenant = claims->tenant};
  }
  const auto claims = co_await provider_.verify_access_token(context, std::move(token));
  if (!claims) co_return Failure(claims.error());
  co_return Principal{.kind = Principal::Kind::user,
                      .subject = claims->subject,
                      .email = claims->email,
                      .name = claims->name,
                      .email_verified = claims->email_verified,
                      .tenant = claims->tenant};
}

Task<Result<>> CallerAuthenticator::authenticate(http::Request& request) {
  constexpr std::string_view scheme = "Bearer ";
  const auto given = request.headers.find("Authorization");
  if (given.empty()) co_return Result<>{};
  if (!given.starts_with(scheme)) co_return fail(Errc::unauthenticated, "Only Bearer tokens are accepted.");
  auto principal = co_await principal_of(request.context, std::string(given.substr(scheme.size())));
  if (!principal) co_return Failure(principal.error());
  request.context.principal = std::move(*principal);
  if (request.headers.has("X-Tenant-ID") && request.headers.find("X-Tenant-ID") != request.context.principal.tenant) {
    log::write(log::Level::warn, request.context, "foreign X-Tenant-ID refused");
    co_return fail(Errc::forbidden, "X-Tenant-ID names a tenant that the token does not.");
  }
  request.context.tenant = request.context.principal.tenant;
  co_return Result<>{};
}

}  // namespace mvp::catalog
