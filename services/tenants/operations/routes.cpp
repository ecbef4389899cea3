#include "operations/routes.hpp"

#include <boost/asio/this_coro.hpp>

#include "domain/access.hpp"

namespace mvp::tenants {
namespace {

Task<http::Response> show(OperationsFeature& feature, const http::Request& request) {
  const auto missing = Error{Errc::not_found, "There is no such operation."};
  const auto id = request.id<OperationId>("operation");
  if (!id) co_return http::problem(missing, request.context);
  const auto operation = co_await feature.operations.find(request.context, *id);
  if (!operation) co_return http::problem(missing, request.context);
  co_return http::reply(200, Result<Operation>(*operation), request.context);
}

Task<http::Response> list(OperationsFeature& feature, const http::Request& request) {
  const auto page = PageRequest::of(request);
  if (!page) co_return http::problem(page.error(), request.context);
  if (page->cursor && !is_uuid(*page->cursor)) co_return http::problem({Errc::invalid, "is no cursor of ours", "/cursor"}, request.context);
  co_return http::reply(200, Result<Page<Operation>>(co_await feature.operations.list(request.context, *page, request.arg("tenant"))),
                        request.context);
}

constexpr http::Route<OperationsFeature> routes[] = {
    {http::Verb::get, "/api/v1/operations", platform_admin, list},
    {http::Verb::get, "/api/v1/operations/{operation}", platform_admin, show},
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
