#include "settings/routes.hpp"

#include "domain/access.hpp"
#include "domain/audit_trail.hpp"

namespace mvp::garage {
namespace {

const std::string select = "SELECT " + pg::columns<Settings>() + " FROM settings";

/// The database knows the time zones; asking it for one is the check.
Task<Result<Settings>> store(SettingsFeature& feature, const Context& context, Settings wanted) {
  if (!is_currency(wanted.currency)) co_return fail(Errc::invalid, "must be a currency code such as EUR", "/currency");
  if (wanted.time_zone.size() > 64) co_return fail(Errc::invalid, "must be 64 characters at most", "/time_zone");
  try {
    co_await feature.db.exec(context, "SELECT now() AT TIME ZONE $1", wanted.time_zone);
  } catch (const pg::ServerError& e) {
    if (!e.sqlstate.starts_with("22")) throw;
    co_return fail(Errc::invalid, "must be a time zone such as Europe/Berlin", "/time_zone");
  }
  co_return co_await feature.db.transaction(context, [&](pg::Transaction& tx) -> Task<Result<Settings>> {
    const auto before = json::to_value((co_await tx.query<Settings>(select + " FOR UPDATE")).at(0));
    const auto after = json::to_value(wanted);
    if (before == after) co_return wanted;
    co_await tx.exec("UPDATE settings SET distance_unit = $1, volume_unit = $2, economy_unit = $3, currency = $4, time_zone = $5", wanted.distance_unit,
                     wanted.volume_unit, wanted.economy_unit, wanted.currency, wanted.time_zone);
    co_await record(tx, context, {.action = "settings.update", .target = "settings", .before = before, .after = after});
    co_return wanted;
  });
}

Task<http::Response> show(SettingsFeature& feature, const http::Request& request) {
  co_return http::reply(200, Result<Settings>(co_await feature.current(request.context)), request.context);
}

Task<http::Response> replace(SettingsFeature& feature, const http::Request& request) {
  auto wanted = http::body_as<Settings>(request);
  if (!wanted) co_return http::problem(wanted.error(), request.context);
  co_return http::reply(200, co_await store(feature, request.context, std::move(*wanted)), request.context);
}

constexpr http::Route<SettingsFeature> routes[] = {
    {http::Verb::get, "/api/settings", viewer_or_read_key, show},
    {http::Verb::put, "/api/settings", admin, replace},
};

}  // namespace

Task<Settings> SettingsFeature::current(const Context& context) {
  auto rows = co_await db.query<Settings>(context, select);
  co_return std::move(rows.at(0));
}

void mount(SettingsFeature& feature, http::Router& router) { router.mount(feature, routes); }

}  // namespace mvp::garage
