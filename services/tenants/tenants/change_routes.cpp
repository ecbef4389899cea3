#include "domain/access.hpp"
#include "tenants/routes.hpp"

namespace mvp::tenants {
namespace {

struct Nothing {};
BOOST_DESCRIBE_STRUCT(Nothing, (), ())

/// What all of them have in common: the body (none is an empty one), the key, the answer.
template <class Input, class Start>
Task<http::Response> start(TenantsFeature& feature, const http::Request& request, Start start_change) {
  Input input{};
  if (!request.body.empty()) {
    auto given = http::body_as<Input>(request);
    if (!given) co_return http::problem(given.error(), request.context);
    input = std::move(*given);
  }
  auto key = request_key(request);
  if (!key) co_return http::problem(key.error(), request.context);
  co_return co_await answer(feature, request, co_await start_change(request.context, request.param("tenant"), std::move(*key), std::move(input)), 200);
}

Task<http::Response> archive(TenantsFeature& feature, const http::Request& request) {
  return start<Nothing>(feature, request, [&feature](const Context& context, std::string slug, RequestKey key, Nothing) {
    return feature.changes.archive(context, std::move(slug), std::move(key));
  });
}

Task<http::Response> restore(TenantsFeature& feature, const http::Request& request) {
  return start<RestoreInput>(feature, request, [&feature](const Context& context, std::string slug, RequestKey key, RestoreInput input) {
    return feature.changes.restore(context, std::move(slug), std::move(key), std::move(input));
  });
}

Task<http::Response> purge(TenantsFeature& feature, const http::Request& request) {
  return start<PurgeInput>(feature, request, [&feature](const Context& context, std::string slug, RequestKey key, PurgeInput input) {
    return feature.changes.purge(context, std::move(slug), std::move(key), std::move(input));
  });
}

Task<http::Response> rename(TenantsFeature& feature, const http::Request& request) {
  return start<RenameInput>(feature, request, [&feature](const Context& context, std::string slug, RequestKey key, RenameInput input) {
    return feature.changes.rename(context, std::move(slug), std::move(key), std::move(input));
  });
}

Task<http::Response> move_plan(TenantsFeature& feature, const http::Request& request) {
  return start<PlanInput>(feature, request, [&feature](const Context& context, std::string slug, RequestKey key, PlanInput input) {
    return feature.changes.move_plan(context, std::move(slug), std::move(key), std::move(input));
  });
}

template <OperationKind kind>
Task<http::Response> begin(TenantsFeature& feature, const http::Request& request) {
  return start<Nothing>(feature, request, [&feature](const Context& context, std::string slug, RequestKey key, Nothing) {
    return feature.changes.begin(context, std::move(slug), std::move(key), kind);
  });
}

constexpr http::Route<TenantsFeature> routes[] = {
    {http::Verb::post, "/api/v1/tenants/{tenant}/archive", platform_admin, archive},
    {http::Verb::post, "/api/v1/tenants/{tenant}/restore", platform_admin, restore},
    {http::Verb::post, "/api/v1/tenants/{tenant}/purge", platform_admin, purge},
    {http::Verb::post, "/api/v1/tenants/{tenant}/rename", platform_admin, rename},
    {http::Verb::post, "/api/v1/tenants/{tenant}/plan", platform_admin, move_plan},
    {http::Verb::post, "/api/v1/tenants/{tenant}/hibernate", platform_admin, begin<OperationKind::hibernate>},
    {http::Verb::post, "/api/v1/tenants/{tenant}/wake", platform_admin, begin<OperationKind::wake>},
};

}  // namespace

void mount_changes(TenantsFeature& feature, http::Router& router) { router.mount(feature, routes); }

}  // namespace mvp::tenants
