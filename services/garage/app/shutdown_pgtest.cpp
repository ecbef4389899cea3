#include <gtest/gtest.h>

#include <csignal>

#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/read.hpp>
#include <boost/asio/read_until.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/write.hpp>

#include "app/garage_site.hpp"

namespace mvp::garage {
namespace {

namespace asio = boost::asio;
using asio::ip::tcp;

/// What a server answers to this text on a connection of its own.
std::string exchange(unsigned short port, const std::string& request) {
  asio::io_context io;
  tcp::socket client(io);
  client.connect(tcp::endpoint(asio::ip::address_v4::loopback(), port));
  asio::write(client, asio::buffer(request));
  std::string answer;
  boost::system::error_code ec;
  asio::read(client, asio::dynamic_buffer(answer), ec);
  return answer;
}

TEST(GarageServer, sigterm_lets_a_request_finish) {
  GarageSite site;
  const auto token = site.let_in("auth0|mia", "member");
  // A catalogue that has accepted the connection and takes its time.
  asio::io_context io;
  tcp::acceptor slow(io, tcp::endpoint(asio::ip::address_v4::loopback(), 0));
  site.settings.catalog_url = "http://127.0.0.1:" + std::to_string(slow.local_endpoint().port());
  http::Server server({.listen = site.settings.listen, .threads = 1}, serve_with(site.settings));
  server.bind();
  std::jthread thread([&] { server.run(); });

  tcp::socket client(io);
  client.connect(tcp::endpoint(asio::ip::address_v4::loopback(), server.port()));
  asio::write(client, asio::buffer("GET /api/catalog/years HTTP/1.1\r\nHost: " + site.settings.host() + "\r\nAuthorization: Bearer " + token + "\r\n\r\n"));
  auto upstream = slow.accept();
  std::string asked;
  asio::read_until(upstream, asio::dynamic_buffer(asked), "\r\n\r\n");
  EXPECT_TRUE(asked.starts_with("GET /api/v1/vehicles/years ")) << asked;
  ::kill(::getpid(), SIGTERM);
  asio::steady_timer(io, std::chrono::milliseconds(100)).wait();  // the server is draining now
  asio::write(upstream, asio::buffer("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 16\r\n\r\n{\"items\":[2026]}"));
  std::string answer;
  boost::system::error_code ec;
  asio::read(client, asio::dynamic_buffer(answer), ec);
  thread.join();
  EXPECT_TRUE(answer.starts_with("HTTP/1.1 200")) << answer;
  EXPECT_TRUE(answer.ends_with("{\"items\":[2026]}")) << answer;
}

TEST(GarageServer, a_body_past_the_limit_is_refused_before_it_is_sent) {
  GarageSite site;
  const auto token = site.let_in("auth0|mia", "member");
  http::Server server({.listen = site.settings.listen, .threads = 1, .body_limit = 10 * 1024 * 1024}, serve_with(site.settings));
  server.bind();
  std::jthread thread([&] { server.run(); });
  const auto answer = exchange(server.port(), "POST /api/vehicles/00000000-0000-4000-8000-000000000000/imports HTTP/1.1\r\nHost: " + site.settings.host() +
                                                  "\r\nAuthorization: Bearer " + token + "\r\nContent-Type: text/csv\r\nContent-Length: 10485761\r\n\r\n");
  server.stop();
  EXPECT_TRUE(answer.starts_with("HTTP/1.1 413")) << answer;
  EXPECT_NE(answer.find("application/problem+json"), std::string::npos) << answer;
}

}  // namespace
}  // namespace mvp::garage
