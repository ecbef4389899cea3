#include "invitations/routes.hpp"

#include "domain/access.hpp"

namespace mvp::tenants {
namespace {

struct TokenInput {
  std::string token;
};
BOOST_DESCRIBE_STRUCT(TokenInput, (), (token))

Task<http::Response> invite(Invitations& invitations, const http::Request& request) {
  auto input = http::body_as<InvitationInput>(request);
  if (!input) co_return http::problem(input.error(), request.context);
  auto response = http::reply(201, co_await invitations.invite(request.context, std::move(*input)), request.context);
  if (response.status == 429) response.headers.set("Retry-After", "3600");
  co_return response;
}

Task<http::Response> list(Invitations& invitations, const http::Request& request) {
  const auto page = PageRequest::of(request);
  if (!page) co_return http::problem(page.error(), request.context);
  if (page->cursor && !is_uuid(*page->cursor)) co_return http::problem({Errc::invalid, "is no cursor of ours", "/cursor"}, request.context);
  std::optional<InvitationState> state;
  if (const auto text = request.arg("state")) {
    const auto parsed = json::from_value<InvitationState>(json::Value(*text), "/state");
    if (!parsed) co_return http::problem(parsed.error(), request.context);
    state = *parsed;
  }
  co_return http::reply(200, Result<Page<Invitation>>(co_await invitations.list(request.context, *page, state)), request.context);
}

Task<http::Response> revoke(Invitations& invitations, const http::Request& request) {
  const auto id = request.id<InvitationId>("invitation");
  if (!id) co_return http::problem({Errc::not_found, "There is no such invitation."}, request.context);
  co_return http::reply(204, co_await invitations.revoke(request.context, *id), request.context);
}

/// The token is in the body: an address ends up in logs.
Task<http::Response> look_up(Invitations& invitations, const http::Request& request) {
  auto input = http::body_as<TokenInput>(request);
  if (!input) co_return http::problem(input.error(), request.context);
  co_return http::reply(200, co_await invitations.look_up(request.context, std::move(input->token)), request.context);
}

Task<http::Response> accept(Invitations& invitations, const http::Request& request) {
  auto input = http::body_as<TokenInput>(request);
  if (!input) co_return http::problem(input.error(), request.context);
  co_return http::reply(200, co_await invitations.accept(request.context, std::move(input->token)), request.context);
}

constexpr http::Route<Invitations> routes[] = {
    {http::Verb::post, "/api/v1/tenants/{tenant}/invitations", tenant_admin, invite},
    {http::Verb::get, "/api/v1/tenants/{tenant}/invitations", tenant_admin, list},
    {http::Verb::delete_, "/api/v1/tenants/{tenant}/invitations/{invitation}", tenant_admin, revoke},
    {http::Verb::post, "/api/v1/invitations/look-up", landing_service, look_up},
    {http::Verb::post, "/api/v1/invitations/accept", user, accept},
};

}  // namespace

void mount(Invitations& invitations, http::Router& router) { router.mount(invitations, routes); }

}  // namespace mvp::tenants
