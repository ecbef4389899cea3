#include "session/routes.hpp"

namespace mvp::garage {
namespace {

struct User {
  std::string sub, email, name;
};
BOOST_DESCRIBE_STRUCT(User, (), (sub, email, name))

struct SessionView {
  User user;
  TenantCard tenant;
  std::optional<std::string> role;  ///< null for a platform admin who is no member
  bool platform_admin = false;
  std::string csrf = "1";  ///< value of the X-MVP-CSRF header that /api calls must carry
};
BOOST_DESCRIBE_STRUCT(SessionView, (), (user, tenant, role, platform_admin, csrf))

Task<http::Response> show(SessionFeature& feature, const http::Request& request) {
  const auto& who = request.context.principal;
  if (who.role.empty() && !who.platform_admin)
    co_return http::problem({Errc::forbidden, "You are not a member of this garage. Ask to join on the sign-up page.", {}, "not_a_member"}, request.context);
  SessionView view{.user = {who.subject, who.email, who.name}, .tenant = co_await feature.tenant(request.context), .role = {}, .platform_admin = who.platform_admin};
  if (!who.role.empty()) view.role = who.role;
  auto response = http::reply(200, Result<SessionView>(std::move(view)), request.context);
  response.headers.set("Cache-Control", "no-store");
  co_return response;
}

constexpr http::Route<SessionFeature> routes[] = {{http::Verb::get, "/auth/session", http::signed_in, show}};

}  // namespace

void mount(SessionFeature& feature, http::Router& router) { router.mount(feature, routes); }

}  // namespace mvp::garage
