#include "session/routes.hpp"

namespace mvp::landing::session {
namespace {

struct User {
  std::string sub, email, name;
};
BOOST_DESCRIBE_STRUCT(User, (), (sub, email, name))

struct Session {
  User user;
  std::string csrf = "1";  ///< value of the X-MVP-CSRF header that /api calls must carry
};
BOOST_DESCRIBE_STRUCT(Session, (), (user, csrf))

Task<http::Response> show(Feature&, const http::Request& request) {
  const auto& who = request.context.principal;
  const Result<Session> session = Session{.user = {.sub = who.subject, .email = who.email, .name = who.name}};
  auto response = http::reply(200, session, request.context);
  response.headers.set("Cache-Control", "no-store");
  co_return response;
}

constexpr http::Route<Feature> routes[] = {{http::Verb::get, "/auth/session", http::signed_in, show}};

}  // namespace

void mount(Feature& feature, http::Router& router) { router.mount(feature, routes); }

}  // namespace mvp::landing::session
