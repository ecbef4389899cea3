#include <gtest/gtest.h>

#include <boost/asio/buffer.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/read_until.hpp>
#include <boost/asio/write.hpp>
#include <thread>

#include "app/landing_site.hpp"

namespace mvp::landing {
namespace {

namespace asio = boost::asio;
using asio::ip::tcp;

/// One connection to the control plane's port, answered with these exact bytes. `asked` is what came before.
class Peer {
 public:
  explicit Peer(std::string answer)
      : thread_([this, raw = std::move(answer)] {
          auto socket = acceptor_.accept();
          asio::read_until(socket, asio::dynamic_buffer(asked), "\r\n\r\n");
          asio::write(socket, asio::buffer(raw));
        }) {}
  std::string url() const { return "http://127.0.0.1:" + std::to_string(acceptor_.local_endpoint().port()); }

  std::string asked{};

 private:
  asio::io_context io_{};
  tcp::acceptor acceptor_{io_, tcp::endpoint(asio::ip::address_v4::loopback(), 0)};
  std::jthread thread_;
};

std::string answer_of(const std::string& status, const std::string& type, const std::string& body) {
  return "HTTP/1.1 " + status + "\r\nContent-Type: " + type + "\r\nContent-Length: " + std::to_string(body.size()) +
         "\r\nConnection: close\r\n\r\n" + body;
}

/// POST /api/signups of a signed-in user, answered by `peer`.
http::Response sign_up_at(Peer& peer) {
  oidc_testing::Issuer issuer;
  const auto settings = test_settings(issuer, peer.url());
  http::Response answer;
  testing::run([&](asio::any_io_executor executor) -> Task<> {
    const Landing landing(executor, settings);
    http::Request request{.method = http::Verb::post, .target = "/api/signups", .path = "/api/signups"};
    request.headers.set("Authorization", "Bearer " + issuer.access_token(oidc_testing::Person{}));
    request.headers.set("Content-Type", "application/json");
    request.body = R"({"tenant":"demo-tenant"})";
    request.context.request_id = "0123456789abcdef";
    request.context.remote = "192.0.2.20";
    answer = co_await landing.router().handle(std::move(request));
  });
  return answer;
}

TEST(LandingPassThrough, a_signup_is_filed_in_the_users_own_name) {
  Peer peer(answer_of("201 Created", "application/json", R"({"status":"pending"})"));
  const auto answer = sign_up_at(peer);
  EXPECT_EQ(answer.status, 201);
  EXPECT_EQ(answer.body, R"({"status":"pending"})");
  EXPECT_TRUE(peer.asked.starts_with("POST /api/v1/tenants/demo-tenant/signups HTTP/1.1\r\n")) << peer.asked;
  EXPECT_NE(peer.asked.find("Authorization: Bearer eyJ"), std::string::npos);
  EXPECT_NE(peer.asked.find("X-Request-ID: 0123456789abcdef"), std::string::npos);
}

TEST(LandingPassThrough, a_refusal_of_the_control_plane_arrives_unchanged) {
  const std::string problem =
      R"({"type":"about:blank","title":"Conflict","status":409,"detail":"You are a member already."})";
  Peer peer(answer_of("409 Conflict", "application/problem+json", problem));
  const auto answer = sign_up_at(peer);
  EXPECT_EQ(answer.status, 409);
  EXPECT_EQ(answer.content_type, "application/problem+json");
  EXPECT_EQ(answer.body, problem);
}

TEST(LandingPassThrough, a_failure_of_the_control_plane_is_unavailable_and_shows_nothing_of_it) {
  Peer peer(answer_of("500 Internal Server Error", "text/plain", "stack trace"));
  const auto answer = sign_up_at(peer);
  EXPECT_EQ(answer.status, 503);
  EXPECT_EQ(answer.body.find("stack"), std::string::npos);
}

}  // namespace
}  // namespace mvp::landing
