#include <gtest/gtest.h>

#include <csignal>

#include <boost/asio/connect.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/read.hpp>
#include <boost/asio/read_until.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/write.hpp>
#include <thread>

#include "app/landing_site.hpp"

namespace mvp::landing {
namespace {

namespace asio = boost::asio;
using asio::ip::tcp;

TEST(LandingShutdown, sigterm_lets_a_request_finish) {
  oidc_testing::Issuer issuer;
  // A control plane that has accepted the connection and takes its time.
  asio::io_context io;
  tcp::acceptor control_plane(io, tcp::endpoint(asio::ip::address_v4::loopback(), 0));
  const auto settings =
      test_settings(issuer, "http://127.0.0.1:" + std::to_string(control_plane.local_endpoint().port()));
  http::Server server({.listen = settings.listen, .threads = settings.threads}, serve_with(settings));
  server.bind();
  std::jthread thread([&] { server.run(); });

  tcp::socket client(io);
  client.connect(tcp::endpoint(asio::ip::address_v4::loopback(), server.port()));
  asio::write(client, asio::buffer("GET /api/me HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer " +
                                   issuer.access_token(oidc_testing::Person{}) + "\r\n\r\n"));
  auto upstream = control_plane.accept();
  std::string asked;
  const auto answer_with = [&](const std::string& body) {
    asio::write(upstream, asio::buffer("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: " +
                                       std::to_string(body.size()) + "\r\n\r\n" + body));
  };
  const auto token_question = asio::read_until(upstream, asio::dynamic_buffer(asked), "}");
  asked.erase(0, token_question);
  answer_with(R"({"token":"landing's","expires_in":300})");
  asio::read_until(upstream, asio::dynamic_buffer(asked), "\r\n\r\n");
  ::kill(::getpid(), SIGTERM);
  asio::steady_timer(io, std::chrono::milliseconds(100)).wait();  // the server is draining now
  const std::string body = R"({"sub":"auth0|mia","memberships":[]})";
  answer_with(body);
  std::string answer;
  boost::system::error_code ec;
  asio::read(client, asio::dynamic_buffer(answer), ec);
  thread.join();
  EXPECT_TRUE(answer.starts_with("HTTP/1.1 200 OK")) << answer;
  EXPECT_TRUE(answer.ends_with(body)) << answer;
}

}  // namespace
}  // namespace mvp::landing
