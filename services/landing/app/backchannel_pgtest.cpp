#include <gtest/gtest.h>

#include <mutex>
#include <thread>

#include "app/landing_site.hpp"

namespace mvp::landing {
namespace {

/// A control plane that hands out service tokens and remembers which revocations it was told.
class ControlPlanePeer {
 public:
  ControlPlanePeer()
      : server_({.listen = {"tcp:127.0.0.1:0"}}, [this](boost::asio::io_context&) -> http::ThreadHandler {
          return [this](http::Request request) -> Task<http::Response> { co_return answer(request); };
        }) {
    server_.bind();
    thread_ = std::jthread([this] { server_.run(); });
  }
  ~ControlPlanePeer() { server_.stop(); }

  std::string url() const { return "http://127.0.0.1:" + std::to_string(server_.port()); }
  std::vector<std::string> told() const {
    const std::lock_guard lock(mutex_);
    return told_;
  }

 private:
  http::Response answer(const http::Request& request) {
    const std::lock_guard lock(mutex_);
    if (request.path == "/api/v1/service-token")
      return {.body = json::serialize(json::Object{{"token", "landing's"}, {"expires_in", 300}})};
    if (request.path != "/api/v1/revoked-sessions" || request.headers.find("Authorization") != "Bearer landing's")
      return {.status = 404, .body = "{}"};
    told_.push_back(request.body);
    return {.status = 204, .body = {}, .content_type = {}};
  }

  mutable std::mutex mutex_;
  std::vector<std::string> told_;
  http::Server server_;
  std::jthread thread_;
};

TEST(LandingBackChannel, a_logout_at_the_provider_reaches_the_control_plane_whichever_client_it_is_for) {
  oidc_testing::Issuer issuer;
  ControlPlanePeer peer;
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
  EXPECT_EQ(peer.told(), expected);
}

}  // namespace
}  // namespace mvp::landing
