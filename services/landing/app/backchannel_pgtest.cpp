#include <gtest/gtest.h>

#include "app/control_plane_peer.hpp"

namespace mvp::landing {
namespace {

TEST(LandingBackChannel, a_logout_at_the_provider_reaches_the_control_plane_whichever_client_it_is_for) {
  oidc_testing::Issuer issuer;
  const ControlPlanePeer peer({.status = 204, .body = {}, .content_type = {}});
  const auto settings = test_settings(issuer, peer.url());
  testing::run([&](boost::asio::any_io_executor executor) -> Task<> {
    const Landing landing(executor, settings);
    const auto send = [&](const std::string& token) {
      http::Request request{.method = http::Verb::post, .target = "/auth/backchannel-logout", .path = "/auth/backchannel-logout"};
      request.headers.set("Content-Type", "application/x-www-form-urlencoded");
      request.body = "logout_token=" + token;
      return landing.router().handle(std::move(request));
    };
    const auto own = co_await send(issuer.logout_token({}));
    EXPECT_EQ(own.status, 200) << own.body;
    const auto of_garages = co_await send(issuer.logout_token({}, {{"aud", "mvp-garage"}, {"sid", "s2"}}));
    EXPECT_EQ(of_garages.status, 200);
    const auto foreign = co_await send(issuer.logout_token({}, {{"aud", "somebody else"}}));
    EXPECT_EQ(foreign.status, 400);
    EXPECT_EQ(foreign.body, "");
  });
  const std::vector<std::string> expected{R"({"sub":"auth0|mia","sid":"provider-session"})", R"({"sub":"auth0|mia","sid":"s2"})"};
  std::vector<std::string> told;
  for (const auto& request : peer.asked()) {
    EXPECT_EQ(request.path, "/api/v1/revoked-sessions");
    EXPECT_EQ(request.headers.find("Authorization"), "Bearer landing's");
    told.push_back(request.body);
  }
  EXPECT_EQ(told, expected);
}

}  // namespace
}  // namespace mvp::landing
