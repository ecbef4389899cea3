#include "app/gate.hpp"

#include "mvp/log/log.hpp"
#include "mvp/metrics/metrics.hpp"
#include "mvp/oidc/principal.hpp"

namespace mvp::garage {
namespace {

void report(const Context& context, std::string what) {
  metrics::count("security_events_total", "Requests whose tenants disagree.", {{"kind", what}});
  log::write(log::Level::warn, context, "security event", {{"kind", std::move(what)}});
}

}  // namespace

std::optional<http::Response> Gate::refuse_foreign_host(const http::Request& request) const {
  // The agent asks these over the stack's own socket, by whatever name.
  if (request.path == "/health" || request.path == "/ready" || request.path == "/metrics" || request.host() == host_) return std::nullopt;
  report(request.context, "foreign_host");
  return http::problem(421, "This garage does not answer at that host name.", request.context);
}

Task<Result<>> Gate::authenticate(http::Request& request) {
  request.context.tenant = tenant_;
  auto& who = request.context.principal;
  const auto key = co_await keys_.recognise(request);
  if (!key) co_return Failure(key.error());
  if (*key) {
    who = {.kind = Principal::Kind::user, .subject = (*key)->owner_sub};
  } else {
    auto principal = co_await oidc::person_of(provider_, bff_, request);
    if (!principal) co_return Failure(principal.error());
    who = std::move(*principal);
  }
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
  if (*key) who.role = role_of_key((*key)->scopes, who.role);
  else who.platform_admin = memberships_.is_platform_admin(who.subject);
  co_return Result<>{};
}

}  // namespace mvp::garage
