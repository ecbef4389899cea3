#include <gtest/gtest.h>

#include <csignal>

#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/read.hpp>
#include <boost/asio/read_until.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/write.hpp>

#include "app/catalog_site.hpp"
#include "import/source.hpp"

namespace mvp::catalog {
namespace {

namespace asio = boost::asio;
using asio::ip::tcp;

TEST(CatalogShutdown, sigterm_lets_a_request_finish) {
  const oidc_testing::Issuer issuer;
  const ControlPlane signer;
  // A control plane that has accepted the connection and takes its time with the keys.
  asio::io_context io;
  tcp::acceptor slow(io, tcp::endpoint(asio::ip::address_v4::loopback(), 0));
  const auto settings = test_settings(issuer, "http://127.0.0.1:" + std::to_string(slow.local_endpoint().port()));
  const Catalogue catalogue;
  vehicles::Directories directories(catalogue);
  http::Server server({.listen = settings.listen, .threads = settings.threads}, serve_with(settings, catalogue, directories));
  server.bind();
  std::jthread thread([&] { server.run(); });

  tcp::socket client(io);
  client.connect(tcp::endpoint(asio::ip::address_v4::loopback(), server.port()));
  asio::write(client, asio::buffer("GET /api/v1/vehicles/years HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer " +
                                   signer.token("garage", "demo-tenant") + "\r\n\r\n"));
  auto upstream = slow.accept();
  std::string asked;
  asio::read_until(upstream, asio::dynamic_buffer(asked), "\r\n\r\n");
  ::kill(::getpid(), SIGTERM);
  asio::steady_timer(io, std::chrono::milliseconds(100)).wait();  // the server is draining now
  const auto keys = signer.jwks();
  asio::write(upstream, asio::buffer("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: " + std::to_string(keys.size()) +
                                     "\r\n\r\n" + keys));
  std::string answer;
  boost::system::error_code ec;
  asio::read(client, asio::dynamic_buffer(answer), ec);
  thread.join();
  EXPECT_TRUE(answer.starts_with("HTTP/1.1 503")) << answer;
  EXPECT_NE(answer.find("mvp catalog import"), std::string::npos) << answer;
}

}  // namespace
}  // namespace mvp::catalog
