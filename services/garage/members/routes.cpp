#include "members/routes.hpp"

#include "domain/access.hpp"
#include "members/member_change.hpp"

namespace mvp::garage {
namespace {

constexpr std::string_view ours = "/api";

/// "/api/members?limit=5" is "/api/v1/tenants/{tenant}/members?limit=5" at the control plane.
std::string under_tenant(const http::Request& request) {
  return "/api/v1/tenants/" + request.context.tenant + request.target.substr(ours.size());
}

Task<http::Response> pass_on(Members& members, const http::Request& request) {
  return members.control_plane(request, SignIn::of_any_age, call_of(request, under_tenant(request)));
}

/// Nobody gives or takes an owner's power from a browser that was merely left open.
SignIn sign_in_for(bool concerns_owner) { return concerns_owner ? SignIn::recent : SignIn::of_any_age; }

Task<http::Response> change(Members& members, const http::Request& request) {
  const auto wanted = http::body_as<MemberChange>(request);
  if (!wanted) co_return http::problem(wanted.error(), request.context);
  auto call = call_of(request, under_tenant(request));
  call.body = json::encode(*wanted);
  const bool concerns_owner = wanted->role == "owner" || members.role_of(request.param("sub")) == "owner";
  co_return co_await members.control_plane(request, sign_in_for(concerns_owner), std::move(call));
}

Task<http::Response> remove(Members& members, const http::Request& request) {
  return members.control_plane(request, SignIn::recent, call_of(request, under_tenant(request)));
}

Task<http::Response> invite(Members& members, const http::Request& request) {
  const auto wanted = http::body_as<InvitationInput>(request);
  if (!wanted) co_return http::problem(wanted.error(), request.context);
  auto call = call_of(request, under_tenant(request));
  call.body = json::encode(*wanted);
  co_return co_await members.control_plane(request, sign_in_for(wanted->role == "owner"), std::move(call));
}

/// Sign-ups are decided at an address of their own: it is the control plane that knows whose they are.
Task<http::Response> decide(Members& members, const http::Request& request) {
  return members.control_plane(request, SignIn::of_any_age, call_of(request, "/api/v1" + request.target.substr(ours.size())));
}

constexpr http::Route<Members> routes[] = {
    {http::Verb::get, "/api/members", viewer, pass_on},
    {http::Verb::put, "/api/members/{sub}", admin, change},
    {http::Verb::delete_, "/api/members/{sub}", admin, remove},
    {http::Verb::post, "/api/leave", viewer, pass_on},
    {http::Verb::get, "/api/invitations", admin, pass_on},
    {http::Verb::post, "/api/invitations", admin, invite},
    {http::Verb::delete_, "/api/invitations/{invitation}", admin, pass_on},
    {http::Verb::get, "/api/signups", admin, pass_on},
    {http::Verb::put, "/api/signups/{signup}/approve", admin, decide},
    {http::Verb::put, "/api/signups/{signup}/reject", admin, decide},
    {http::Verb::get, "/api/signup-policy", admin, pass_on},
    {http::Verb::put, "/api/signup-policy", admin, pass_on},
};

}  // namespace

void mount(Members& members, http::Router& router) { router.mount(members, routes); }

}  // namespace mvp::garage
