#include "app/gate.hpp"

#include "mvp/log/log.hpp"
#include "mvp/metrics/metrics.hpp"

namespace mvp::garage {
namespace {

Principal user_of(const oidc::Claims& claims, std::string token) {
  return {.kind = Principal::Kind::user,
          .subject = claims.subject,
          .email = claims.email,
          .name = claims.name,
          .email_verified = claims.email_verified,
          .tenant = claims.tenant,
          .credential = std::move(token)};
}

void report(const Context& context, std::string what) {
  metrics::count("security_events_total", "Requests whose tenants disagree.", {{"kind", what}});
  log::write(log::Level::warn, context, "security event", {{"kind", std::move(what)}});
}

}  // namespace

Task<Result<Principal>> Gate::principal_of(const http::Request& request) {
  constexpr std::string_view scheme = "Bearer ";
  if (const auto given = request.headers.find("Authorization"); !given.empty()) {
    if (!given.starts_with(scheme)) co_return fail(Errc::unauthenticated, "Only Bearer tokens are accepted.");
    std::string token(given.substr(scheme.size()));
    const auto claims = co_await provider_.verify_access_token(request.context, token);
    if (!claims) co_return Failure(claims.error());
    co_return user_of(*claims, std::move(token));
  }
  const auto session = co_await bff_.authenticate(request);
  if (!session) co_return Failure(session.error());
  if (!*session) co_return Principal{};
  auto token = co_await bff_.access_token(request.context, **session);
  if (!token) co_return Failure(token.error());
  co_return user_of((*session)->claims, std::move(*token));
}

std::optional<http::Response> Gate::refuse_foreign_host(const http::Request& request) const {
  // The agent asks these over the stack's own socket, by whatever name.
  if (request.path == "/health" || request.path == "/ready" || request.path == "/metrics" || request.host() == host_) return std::nullopt;
  report(request.context, "foreign_host");
  return http::problem(421, "This garage does not answer at that host name.", request.context);
}

Task<Result<>> Gate::authenticate(http::Request& request) {
  request.context.tenant = tenant_;
  auto principal = co_await principal_of(request);
  if (!principal) co_return Failure(principal.error());
  request.context.principal = std::move(*principal);
  auto& who = request.context.principal;
  if (!who.is_known()) co_return Result<>{};
  if (!who.tenant.empty() && who.tenant != tenant_) {
    report(request.context, "foreign_token");
    co_return fail(Errc::forbidden, "Your sign-in is for another garage.", {}, "not_a_member");
  }
  const auto* known = co_await memberships_.current(request.context);
  if (known->tenant.status == "suspended")
    co_return fail(Errc::forbidden, "This garage is suspended. Its owner has been told why.", {}, "tenant_suspended");
  if (known->tenant.status != "active" && known->tenant.status != "provisioning")
    co_return fail(Errc::forbidden, "This garage is not open.", {}, "tenant_closed");
  who.role = memberships_.role_of(who.subject);
  who.platform_admin = memberships_.is_platform_admin(who.subject);
  co_return Result<>{};
}

}  // namespace mvp::garage
