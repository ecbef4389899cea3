#include "me/routes.hpp"

#include "domain/access.hpp"

namespace mvp::tenants {
namespace {

struct Myself {
  std::string sub, email, name;
  bool platform_admin = false;
  std::vector<MyMembership> memberships;
  json::Value signups;
};
BOOST_DESCRIBE_STRUCT(Myself, (), (sub, email, name, platform_admin, memberships, signups))

Task<http::Response> show(Me& me, const http::Request& request) {
  const auto& person = request.context.principal;
  Myself myself{.sub = person.subject, .email = person.email, .name = person.name, .platform_admin = person.platform_admin};
  myself.memberships = co_await me.db.query<MyMembership>(
      request.context,
      "SELECT t.slug AS tenant, t.name, m.role, m.state, t.status AS tenant_status FROM memberships m JOIN tenants t ON t.id = m.tenant_id "
      "WHERE m.user_sub = $1 AND t.status IN ('active', 'suspended') ORDER BY t.slug",
      person.subject);
  myself.signups = co_await me.signups(request.context);
  auto response = http::reply(200, Result<Myself>(std::move(myself)), request.context);
  response.headers.set("Cache-Control", "no-store");
  co_return response;
}

constexpr http::Route<Me> routes[] = {{http::Verb::get, "/api/v1/me", user, show}};

}  // namespace

void mount(Me& me, http::Router& router) { router.mount(me, routes); }

}  // namespace mvp::tenants
