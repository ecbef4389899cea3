#include "app/health.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <exception>

#include "mvp/http/client.hpp"
#include "mvp/metrics/metrics.hpp"

namespace mvp::tenants {
namespace {

http::Response ok() { return http::Response{.status = 200, .body = R"({"status":"ok"})"}; }

Task<http::Response> is_alive(Health&, const http::Request&) { co_return ok(); }

Task<http::Response> is_ready(Health& health, const http::Request& request) {
  Context context = request.context;
  context.deadline = std::chrono::steady_clock::now() + std::chrono::seconds(2);
  if (co_await health.db.is_reachable(context)) co_return ok();
  co_return http::problem({Errc::unavailable, "The platform database does not answer."}, request.context);
}

Task<http::Response> show_metrics(Health&, const http::Request&) {
  co_return http::Response{.status = 200, .body = metrics::text(), .content_type = "text/plain; version=0.0.4"};
}

constexpr http::Route<Health> routes[] = {
    {http::Verb::get, "/health", http::anyone, is_alive},
    {http::Verb::get, "/ready", http::anyone, is_ready},
    {http::Verb::get, "/metrics", http::anyone, show_metrics},
};

}  // namespace

void mount(Health& health, http::Router& router) { router.mount(health, routes); }

int check_health(const std::vector<std::string>& listen) {
  if (listen.empty()) return 1;
  http::ClientRequest request{.url = "http://localhost/health"};
  if (listen.front().starts_with("unix:")) request.unix_socket = listen.front().substr(5);
  if (listen.front().starts_with("tcp:")) request.url = "http://" + listen.front().substr(4) + "/health";
  boost::asio::io_context io;
  http::Client client(io.get_executor());
  int code = 1;
  const Context context{.deadline = std::chrono::steady_clock::now() + std::chrono::seconds(3)};
  boost::asio::co_spawn(io, client.send(context, std::move(request)), [&](std::exception_ptr failure, http::Response answer) {
    if (!failure && answer.status == 200) code = 0;
  });
  io.run();
  return code;
}

}  // namespace mvp::tenants
