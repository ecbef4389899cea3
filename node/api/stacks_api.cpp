#include "api/stacks_api.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <optional>

namespace mvp::node {
namespace {

struct StackBody {
  StackState state = StackState::running;
  std::string stack_id;
  std::optional<std::string> service_secret;
  std::optional<PlanLimits> limits;
};
BOOST_DESCRIBE_STRUCT(StackBody, (), (state, stack_id, service_secret, limits))

struct RenameBody {
  std::string stack_id, to;
};
BOOST_DESCRIBE_STRUCT(RenameBody, (), (stack_id, to))

struct StackList {
  std::vector<StackStatus> items;
};
BOOST_DESCRIBE_STRUCT(StackList, (), (items))

struct ProcessList {
  std::vector<StackProcess> items;
};
BOOST_DESCRIBE_STRUCT(ProcessList, (), (items))

struct Stopped {
  std::int64_t stopped = 0;
};
BOOST_DESCRIBE_STRUCT(Stopped, (), (stopped))

struct Health {
  std::string status = "ok";
};
BOOST_DESCRIBE_STRUCT(Health, (), (status))

std::optional<Error> refuse_others(const Context& context) {
  if (context.principal.kind == Principal::Kind::operator_) return std::nullopt;
  return Error{Errc::forbidden, "Only the operator of this machine may do that."};
}

Failure not_restored() { return fail(Errc::unavailable, "The node is still taking up its stacks."); }

constexpr http::Route<StacksApi> routes[] = {
    {http::Verb::get, "/health", http::anyone, [](StacksApi& api, const http::Request& q) { return api.health(q); }},
    {http::Verb::get, "/v1/stacks", operator_only, [](StacksApi& api, const http::Request& q) { return api.list(q); }},
    {http::Verb::get, "/v1/stacks/{slug}", operator_only, [](StacksApi& api, const http::Request& q) { return api.show(q); }},
    {http::Verb::put, "/v1/stacks/{slug}", operator_only, [](StacksApi& api, const http::Request& q) { return api.put(q); }},
    {http::Verb::post, "/v1/stacks/{slug}/rename", operator_only, [](StacksApi& api, const http::Request& q) { return api.rename(q); }},
    {http::Verb::get, "/v1/stacks/{slug}/processes", operator_only, [](StacksApi& api, const http::Request& q) { return api.processes(q); }},
    {http::Verb::get, "/v1/limits", operator_only, [](StacksApi& api, const http::Request& q) { return api.limits(q); }},
    {http::Verb::post, "/v1/stop-all", operator_only, [](StacksApi& api, const http::Request& q) { return api.stop_all(q); }},
};

}  // namespace

constinit const http::Access operator_only{"operator", refuse_others};

std::function<Task<Result<void>>(http::Request&)> peer_authenticator(std::optional<uid_t> service_user) {
  return [service_user](http::Request& request) -> Task<Result<void>> {
    const auto& peer = request.peer_uid;
    if (peer && (*peer == 0 || *peer == ::geteuid() || peer == service_user)) {
      request.context.principal.kind = Principal::Kind::operator_;
      request.context.principal.subject = fmt::format("operator:{}", *peer);
    }
    co_return Result<void>{};
  };
}

StacksApi::StacksApi(StackDriver& driver, std::function<Task<bool>(const Context&)> restored)
    : driver_(driver), restored_(std::move(restored)) {}

void StacksApi::mount(http::Router& router) { router.mount(*this, routes); }

Task<http::Response> StacksApi::put(const http::Request& request) {
  auto body = http::body_as<StackBody>(request);
  if (!body) co_return http::problem(body.error(), request.context);
  if (!co_await restored_(request.context)) co_return http::problem(not_restored().error(), request.context);
  auto reached = co_await driver_.ensure(request.context, {.slug = request.param("slug"),
                                                           .stack_id = std::move(body->stack_id),
                                                           .state = body->state,
                                                           .service_secret = body->service_secret.value_or(""),
                                                           .limits = body->limits});
  co_return http::reply(200, reached, request.context);
}

Task<http::Response> StacksApi::rename(const http::Request& request) {
  auto body = http::body_as<RenameBody>(request);
  if (!body) co_return http::problem(body.error(), request.context);
  if (!co_await restored_(request.context)) co_return http::problem(not_restored().error(), request.context);
  auto renamed = co_await driver_.rename(request.context, request.param("slug"), std::move(body->stack_id), std::move(body->to));
  co_return http::reply(200, renamed, request.context);
}

Task<http::Response> StacksApi::list(const http::Request& request) {
  co_return http::reply(200, Result<StackList>(StackList{driver_.all()}), request.context);
}

Task<http::Response> StacksApi::show(const http::Request& request) {
  co_return http::reply(200, driver_.status(request.param("slug")), request.context);
}

Task<http::Response> StacksApi::processes(const http::Request& request) {
  auto found = driver_.processes(request.param("slug"));
  if (!found) co_return http::problem(found.error(), request.context);
  co_return http::reply(200, Result<ProcessList>(ProcessList{std::move(*found)}), request.context);
}

Task<http::Response> StacksApi::limits(const http::Request& request) {
  co_return http::reply(200, Result<StackLimits>(driver_.limits()), request.context);
}

Task<http::Response> StacksApi::stop_all(const http::Request& request) {
  const auto count = co_await driver_.stop_all(request.context);
  if (!count) co_return http::problem(count.error(), request.context);
  co_return http::reply(200, Result<Stopped>(Stopped{*count}), request.context);
}

Task<http::Response> StacksApi::health(const http::Request& request) {
  auto now = request.context;
  now.deadline = std::chrono::steady_clock::now();
  if (!co_await restored_(now)) co_return http::problem(not_restored().error(), request.context);
  co_return http::reply(200, Result<Health>(Health{}), request.context);
}

}  // namespace mvp::node
