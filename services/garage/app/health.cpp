#include "app/health.hpp"

#include "mvp/metrics/metrics.hpp"

namespace mvp::garage {
namespace {

http::Response ok() { return {.status = 200, .body = R"({"status":"ok"})"}; }
bool came_through_the_edge(const http::Request& request) { return request.headers.has("X-Forwarded-For"); }
http::Response hidden(const http::Request& request) {
  return http::problem({Errc::not_found, "There is nothing at this address."}, request.context);
}

Task<http::Response> is_alive(Health&, const http::Request&) { co_return ok(); }

Task<http::Response> is_ready(Health& health, const http::Request& request) {
  if (came_through_the_edge(request)) co_return hidden(request);
  Context context = request.context;
  context.deadline = std::chrono::steady_clock::now() + std::chrono::seconds(2);
  if (!co_await health.is_database_reachable(context)) co_return http::problem({Errc::unavailable, "PostgreSQL does not answer."}, request.context);
  if (!co_await health.is_redis_reachable(context)) co_return http::problem({Errc::unavailable, "Redis does not answer."}, request.context);
  co_return ok();
}

Task<http::Response> show_metrics(Health&, const http::Request& request) {
  if (came_through_the_edge(request)) co_return hidden(request);
  co_return http::Response{.status = 200, .body = metrics::text(), .content_type = "text/plain; version=0.0.4"};
}

constexpr http::Route<Health> routes[] = {
    {http::Verb::get, "/health", http::anyone, is_alive},
    {http::Verb::get, "/ready", http::anyone, is_ready},
    {http::Verb::get, "/metrics", http::anyone, show_metrics},
};

}  // namespace

void mount(Health& health, http::Router& router) { router.mount(health, routes); }

}  // namespace mvp::garage
