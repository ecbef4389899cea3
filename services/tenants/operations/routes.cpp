#include "operations/routes.hpp"

#include <boost/asio/this_coro.hpp>

#include "domain/access.hpp"
#include "operations/cancellation.hpp"

namespace mvp::tenants {
namespace {

Error no_such_operation() { return {Errc::not_found, "There is no such operation."}; }

Task<http::Response> show(OperationsFeature& feature, const http::Request& request) {
  const auto id = request.id<OperationId>("operation");
  if (!id) co_return http::problem(no_such_operation(), request.context);
  const auto operation = co_await feature.operations.find(request.context, *id);
  if (!operation) co_return http::problem(no_such_operation(), request.context);
  co_return http::reply(200, Result<Operation>(*operation), request.context);
}

Task<http::Response> list(OperationsFeature& feature, const http::Request& request) {
  const auto page = PageRequest::of(request);
  if (!page) co_return http::problem(page.error(), request.context);
  if (page->cursor && !is_uuid(*page->cursor)) co_return http::problem({Errc::invalid, "is no cursor of ours", "/cursor"}, request.context);
  co_return http::reply(200, Result<Page<Operation>>(co_await feature.operations.list(request.context, *page, request.arg("tenant"))),
                        request.context);
}

Task<http::Response> take_back(OperationsFeature& feature, const http::Request& request) {
  const auto wait_s = request.number("wait", 0, 60, 0);
  if (!wait_s) co_return http::problem(wait_s.error(), request.context);
  const auto id = request.id<OperationId>("operation");
  if (!id) co_return http::problem(no_such_operation(), request.context);
  auto operation = co_await cancel(feature.db, feature.operations, request.context, *id);
  if (!operation) co_return http::problem(operation.error(), request.context);
  feature.work.ring();
  if (*wait_s > 0) {
    auto context = request.context;
    context.deadline = std::chrono::steady_clock::now() + std::chrono::seconds(*wait_s + 5);
    *operation = co_await await_end(feature.operations, feature.done, context, *operation, std::chrono::seconds(*wait_s));
  }
  co_return http::reply(operation->is_finished() ? 200 : 202, operation, request.context);
}

constexpr http::Route<OperationsFeature> routes[] = {
    {http::Verb::get, "/api/v1/operations", platform_admin, list},
    {http::Verb::get, "/api/v1/operations/{operation}", platform_admin, show},
    {http::Verb::post, "/api/v1/operations/{operation}/cancel", platform_admin, take_back},
};

}  // namespace

void mount(OperationsFeature& feature, http::Router& router) { router.mount(feature, routes); }

Task<Operation> await_end(OperationRepository& operations, Bell& done, const Context& context, Operation operation, std::chrono::seconds at_most) {
  const auto until = std::chrono::steady_clock::now() + at_most;
  auto bell = done.listen(co_await boost::asio::this_coro::executor);
  for (;;) {
    if (auto now = co_await operations.find(context, operation.id)) operation = std::move(*now);
    const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(until - std::chrono::steady_clock::now());
    if (operation.is_finished() || left.count() <= 0) co_return operation;
    co_await bell.wait(std::min(left, std::chrono::milliseconds(1'000)));
  }
}

}  // namespace mvp::tenants
