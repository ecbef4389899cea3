// The control plane as far as a bench of the catalogue needs it: publishes a key and signs service tokens with it.
// usage: catalog_bench_issuer KEY_FILE    prints its URL, then one token for each line on stdin
#include <iostream>
#include <string>
#include <thread>

#include "mvp/http/server.hpp"
#include "mvp/oidc/service_token.hpp"

int main(int argc, char** argv) {
  if (argc != 2) return 2;
  namespace http = mvp::http;
  mvp::oidc::ServiceTokenSigner::create_key_file(argv[1]);
  const mvp::oidc::ServiceTokenSigner signer(argv[1]);
  http::Server server({.listen = {"tcp:127.0.0.1:0"}}, [&](boost::asio::io_context&) {
    return [&](http::Request) -> mvp::Task<http::Response> { co_return http::Response{.status = 200, .body = signer.jwks()}; };
  });
  server.bind();
  std::jthread thread([&] { server.run(); });
  std::cout << "http://127.0.0.1:" << server.port() << std::endl;
  for (std::string line; std::getline(std::cin, line);)
    std::cout << signer.sign({.caller = "garage", .tenant = "demo-tenant"}) << std::endl;
  server.stop();
}
