#include "app/wiring.hpp"

#include "domain/access.hpp"

namespace mvp::garage {
namespace {

Task<TenantCard> tenant_card(MembershipSnapshot& memberships, Context context) {
  const auto* known = co_await memberships.current(std::move(context));
  co_return TenantCard{known->tenant.id, known->tenant.name, known->tenant.settings};
}

Task<std::optional<Error>> trouble_of(pg::Database& db, redis::Client& redis, Context context) {
  if (!co_await db.is_reachable(context)) co_return Error{Errc::unavailable, "PostgreSQL does not answer."};
  if (!co_await redis.is_reachable(context)) co_return Error{Errc::unavailable, "Redis does not answer."};
  co_return std::nullopt;
}

}  // namespace

/// Ends a session here when the provider has ended its own.
oidc::BffConfig Garage::bff_config(const AppSettings& settings) {
  return {.origin = settings.origin(),
          .session_key = settings.session_key,
          .tenant = settings.tenant,
          .is_revoked = [this](const Context& context, const oidc::Session& session) -> Task<bool> {
            co_await memberships_.current(context);
            co_return memberships_.is_revoked(session.claims.subject, session.claims.sid, session.created_at_ms);
          }};
}

ControlPlane Garage::control_plane(const AppSettings& settings) {
  return control_plane_for_people(client_, settings.tenants_url, [this](const http::Request& request) {
    return oidc::refuse_stale_sign_in(provider_, bff_, request, oidc::recent_sign_in);
  });
}

Garage::Garage(boost::asio::any_io_executor executor, const AppSettings& settings)
    : db_(executor, {.conninfo = settings.database_url}),
      redis_(executor, {.url = settings.redis_url, .password = settings.redis_password}),
      client_(executor),
      provider_(executor, client_, settings.provider),
      bff_(provider_, redis_, bff_config(settings)),
      service_tokens_(client_, settings.tenants_url, "garage", settings.tenant, settings.service_secret),
      memberships_(executor, client_, service_tokens_, settings.tenants_url, settings.tenant),
      api_keys_(ApiKeyRepository(db_)),
      gate_(provider_, bff_, memberships_, api_keys_, settings.tenant, settings.host()),
      health_{.trouble = [this](const Context& context) { return trouble_of(db_, redis_, context); }, .is_behind_edge = true},
      session_{.tenant = [this](const Context& context) { return tenant_card(memberships_, context); }},
      settings_{.db = db_},
      vehicles_{.repository = VehicleRepository(db_)},
      odometer_{.db = db_},
      fuel_logs_{.repository = FuelLogRepository(db_)},
      imports_{.repository = ImportRepository(db_)},
      members_{.control_plane = control_plane(settings), .role_of = [this](const std::string& sub) { return memberships_.known_role_of(sub); }},
      audit_{.repository = AuditRepository(db_), .control_plane = control_plane(settings)},
      management_{.control_plane = control_plane(settings)},
      catalog_{.service = service_for_garage(client_, service_tokens_, settings.catalog_url)},
      router_([this](http::Request& request) { return gate_.authenticate(request); }) {
  bff_.mount(router_);
  bff_.mount_own_sessions(router_, viewer);
  mount(health_, router_);
  mount(session_, router_);
  mount(settings_, router_);
  mount(vehicles_, router_);
  mount(odometer_, router_);
  mount(fuel_logs_, router_);
  mount(imports_, router_);
  mount(members_, router_);
  mount(audit_, router_);
  if (settings.tenant == "admin") mount(management_, router_);
  mount(catalog_, router_);
  mount(api_keys_, router_);
}

Task<http::Response> Garage::answer(http::Request request) const {
  if (auto refusal = gate_.refuse_foreign_host(request)) co_return std::move(*refusal);
  co_return co_await router_.handle(std::move(request));
}

http::ThreadFactory serve_with(const AppSettings& settings) {
  return [&settings](boost::asio::io_context& io) -> http::ThreadHandler {
    auto garage = std::make_shared<Garage>(io.get_executor(), settings);
    return [garage](http::Request request) { return garage->answer(std::move(request)); };
  };
}

}  // namespace mvp::garage
