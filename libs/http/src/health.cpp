#include "mvp/http/health.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <exception>

#include "mvp/http/client.hpp"
#include "mvp/metrics/metrics.hpp"

namespace mvp::http {
namespace {

Response ok() { return {.status = 200, .body = R"({"status":"ok"})"}; }

bool is_hidden_from(const Health& health, const Request& request) {
  return health.is_behind_edge && request.headers.has("X-Forwarded-For");
}
Response not_there(const Request& request) { return problem({Errc::not_found, "There is nothing at this address."}, request.context); }

Task<Response> is_alive(Health&, const Request&) { co_return ok(); }

Task<Response> is_ready(Health& health, const Request& request) {
  if (is_hidden_from(health, request)) co_return not_there(request);
  Context context = request.context;
  context.deadline = std::chrono::steady_clock::now() + std::chrono::seconds(2);
  if (const auto trouble = co_await health.trouble(context)) co_return problem(*trouble, request.context);
  co_return ok();
}

Task<Response> show_metrics(Health& health, const Request& request) {
  if (is_hidden_from(health, request)) co_return not_there(request);
  co_return Response{.status = 200, .body = metrics::text(), .content_type = "text/plain; version=0.0.4"};
}

constexpr Route<Health> routes[] = {
    {Verb::get, "/health", anyone, is_alive},
    {Verb::get, "/ready", anyone, is_ready},
    {Verb::get, "/metrics", anyone, show_metrics},
};

}  // namespace

void mount(Health& health, Router& router) { router.mount(health, routes); }

int check_health(const std::vector<std::string>& listen) {
  if (listen.empty()) return 1;
  ClientRequest request{.url = "http://localhost/health"};
  if (listen.front().starts_with("unix:")) request.unix_socket = listen.front().substr(5);
  if (listen.front().starts_with("tcp:")) request.url = "http://" + listen.front().substr(4) + "/health";
  boost::asio::io_context io;
  Client client(io.get_executor());
  int code = 1;
  const Context context{.deadline = std::chrono::steady_clock::now() + std::chrono::seconds(3)};
  boost::asio::co_spawn(io, client.send(context, std::move(request)), [&](std::exception_ptr failure, Response answer) {
    if (!failure && answer.status == 200) code = 0;
  });
  io.run();
  return code;
}

}  // namespace mvp::http
