#include "app/wiring.hpp"

namespace mvp::landing {
namespace {

Task<Result<tenants::PublicTenant>> find_with_url(ControlPlane& control_plane, const Settings& settings,
                                                  const Context& context, std::string slug) {
  auto tenant = co_await control_plane.find_public(context, std::move(slug));
  if (tenant) tenant->url = settings.url_of(tenant->id);
  co_return tenant;
}

Task<std::optional<Error>> trouble_of(redis::Client& redis, ControlPlane& control_plane, Context context) {
  if (!co_await redis.is_reachable(context)) co_return Error{Errc::unavailable, "Redis does not answer."};
  if (!co_await control_plane.is_reachable(context)) co_return Error{Errc::unavailable, "The control plane does not answer."};
  co_return std::nullopt;
}

}  // namespace

/// The provider knows this one address for the whole platform, so tokens for the garages' client arrive here too.
oidc::BffConfig Landing::bff_config(const Settings& settings) {
  return {.origin = settings.origin(),
          .session_key = settings.session_key,
          .tenant = {},
          .back_channel = {.client_ids = {settings.provider.client_id, settings.garage_client_id},
                           .pass_on = [this](const Context& context, const oidc::LogoutNotice& notice) {
                             return control_plane_.revoke_sessions(context, notice.subject, notice.sid);
                           }}};
}

Landing::Landing(boost::asio::any_io_executor executor, const Settings& settings)
    : client_(executor),
      redis_(executor, redis::ClientConfig{.url = settings.redis_url, .password = {}}),
      provider_(executor, client_, settings.provider),
      bff_(provider_, redis_, bff_config(settings)),
      service_tokens_(client_, settings.tenants_url, "landing", {}, settings.landing_secret),
      control_plane_(client_, service_tokens_, settings.tenants_url),
      lookups_(redis_, "lookup", "Too many look-ups within a minute."),
      attempts_(redis_, "signup", "Too many attempts within a minute."),
      withdrawals_(redis_, "withdrawal", "Too many attempts within a minute."),
      visitor_(provider_, bff_),
      tenants_{.find =
                   [this, &settings](const Context& context, std::string slug) {
                     return find_with_url(control_plane_, settings, context, std::move(slug));
                   },
               .refuse_hurry = [this](const Context& context) { return lookups_.refuse(context, context.remote); }},
      signups_{.request_to_join =
                   [this](const Context& context, std::string slug) {
                     return control_plane_.request_to_join(context, std::move(slug));
                   },
               .withdraw =
                   [this](const Context& context, std::string signup) {
                     return control_plane_.withdraw_signup(context, std::move(signup));
                   },
               .refuse_hurry = [this](const Context& context) { return attempts_.refuse(context, context.remote); },
               .refuse_hasty_person =
                   [this](const Context& context) { return withdrawals_.refuse(context, context.principal.subject); }},
      invitations_{.look_up =
                       [this](const Context& context, std::string token) {
                         return control_plane_.look_up_invitation(context, std::move(token));
                       },
                   .accept =
                       [this](const Context& context, std::string token) {
                         return control_plane_.accept_invitation(context, std::move(token));
                       },
                   .refuse_hurry = [this](const Context& context) { return attempts_.refuse(context, context.remote); },
                   .url_of = [&settings](std::string_view slug) { return settings.url_of(slug); }},
      me_{.show = [this](const Context& context) { return control_plane_.me(context); },
          .url_of = [&settings](std::string_view slug) { return settings.url_of(slug); }},
      health_{.trouble = [this](const Context& context) { return trouble_of(redis_, control_plane_, context); }},
      router_([this](http::Request& request) { return visitor_.authenticate(request); }) {
  bff_.mount(router_);
  tenants::mount(tenants_, router_);
  signups::mount(signups_, router_);
  invitations::mount(invitations_, router_);
  me::mount(me_, router_);
  session::mount(session_, router_);
  mount(health_, router_);
}

http::ThreadFactory serve_with(const Settings& settings) {
  return [&settings](boost::asio::io_context& io) -> http::ThreadHandler {
    auto landing = std::make_shared<Landing>(io.get_executor(), settings);
    return [landing](http::Request request) { return landing->router().handle(std::move(request)); };
  };
}

}  // namespace mvp::landing
