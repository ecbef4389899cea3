#include "signups/routes.hpp"

#include "domain/access.hpp"

namespace mvp::tenants {
namespace {

struct ApproveInput {
  std::optional<Role> role;
};
BOOST_DESCRIBE_STRUCT(ApproveInput, (), (role))

struct RejectInput {
  std::optional<std::string> reason;
};
BOOST_DESCRIBE_STRUCT(RejectInput, (), (reason))

/// The body, or an empty one where none was sent: all its fields are optional.
template <class T>
Result<T> optional_body(const http::Request& request) {
  if (request.body.empty()) return T{};
  return http::body_as<T>(request);
}

Task<http::Response> request_to_join(Signups& signups, const http::Request& request) {
  const auto requested = co_await signups.request(request.context);
  if (!requested) co_return http::problem(requested.error(), request.context);
  if (requested->wait_s > 0) {
    auto response = http::problem({Errc::too_many, requested->why_wait}, request.context);
    response.headers.set("Retry-After", std::to_string(requested->wait_s));
    co_return response;
  }
  co_return http::reply(requested->is_new ? 201 : 200, Result<Signup>(requested->signup), request.context);
}

Task<http::Response> list_for(Signups& signups, const http::Request& request, std::optional<std::string> tenant) {
  const auto page = PageRequest::of(request);
  if (!page) co_return http::problem(page.error(), request.context);
  if (page->cursor && !is_uuid(*page->cursor)) co_return http::problem({Errc::invalid, "is no cursor of ours", "/cursor"}, request.context);
  std::optional<SignupStatus> status;
  if (const auto text = request.arg("status")) {
    const auto parsed = json::from_value<SignupStatus>(json::Value(*text), "/status");
    if (!parsed) co_return http::problem(parsed.error(), request.context);
    status = *parsed;
  }
  co_return http::reply(200, Result<Page<Signup>>(co_await signups.list(request.context, *page, std::move(tenant), status)), request.context);
}

Task<http::Response> list_of_tenant(Signups& signups, const http::Request& request) {
  return list_for(signups, request, request.context.tenant);
}

Task<http::Response> list_all(Signups& signups, const http::Request& request) { return list_for(signups, request, std::nullopt); }

Task<http::Response> decide(Signups& signups, const http::Request& request, Decision decision) {
  const auto id = request.id<SignupId>("signup");
  if (!id) co_return http::problem({Errc::not_found, "There is no such sign-up."}, request.context);
  co_return http::reply(200, co_await signups.decide(request.context, *id, std::move(decision)), request.context);
}

Task<http::Response> approve(Signups& signups, const http::Request& request) {
  const auto input = optional_body<ApproveInput>(request);
  if (!input) co_return http::problem(input.error(), request.context);
  co_return co_await decide(signups, request, {.status = SignupStatus::approved, .role = input->role.value_or(Role::member)});
}

Task<http::Response> reject(Signups& signups, const http::Request& request) {
  const auto input = optional_body<RejectInput>(request);
  if (!input) co_return http::problem(input.error(), request.context);
  co_return co_await decide(signups, request, {.status = SignupStatus::rejected, .reason = input->reason});
}

Task<http::Response> withdraw(Signups& signups, const http::Request& request) {
  const auto id = request.id<SignupId>("signup");
  if (!id) co_return http::problem({Errc::not_found, "There is no such sign-up."}, request.context);
  co_return http::reply(204, co_await signups.withdraw(request.context, *id), request.context);
}

constexpr http::Route<Signups> routes[] = {
    {http::Verb::post, "/api/v1/tenants/{tenant}/signups", user, request_to_join},
    {http::Verb::get, "/api/v1/tenants/{tenant}/signups", tenant_admin, list_of_tenant},
    {http::Verb::get, "/api/v1/signups", platform_admin, list_all},
    {http::Verb::delete_, "/api/v1/signups/{signup}", user, withdraw},
    {http::Verb::put, "/api/v1/signups/{signup}/approve", user, approve},
    {http::Verb::put, "/api/v1/signups/{signup}/reject", user, reject},
};

}  // namespace

void mount(Signups& signups, http::Router& router) { router.mount(signups, routes); }

}  // namespace mvp::tenants
