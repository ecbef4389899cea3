#include "memberships/routes.hpp"

#include <charconv>

#include "domain/access.hpp"

namespace mvp::tenants {
namespace {

Failure stale() { return fail(Errc::precondition_failed, "If-Match must be the version you have read, in quotes."); }

/// The version in If-Match, where there is one.
Result<std::optional<std::int64_t>> expected_version(const http::Request& request) {
  auto tag = request.headers.find("If-Match");
  if (tag.empty()) return std::optional<std::int64_t>();
  if (tag.size() < 3 || tag.front() != '"' || tag.back() != '"') return stale();
  tag = tag.substr(1, tag.size() - 2);
  std::int64_t version = 0;
  const auto [at, ec] = std::from_chars(tag.data(), tag.data() + tag.size(), version);
  if (ec != std::errc{} || at != tag.data() + tag.size()) return stale();
  return std::optional(version);
}

Task<http::Response> list(Memberships& memberships, const http::Request& request) {
  const auto page = PageRequest::of(request);
  if (!page) co_return http::problem(page.error(), request.context);
  co_return http::reply(200, Result<Page<Member>>(co_await memberships.list(request.context, *page)), request.context);
}

Task<http::Response> put(Memberships& memberships, const http::Request& request) {
  const auto version = expected_version(request);
  if (!version) co_return http::problem(version.error(), request.context);
  auto input = http::body_as<MemberInput>(request);
  if (!input) co_return http::problem(input.error(), request.context);
  const auto member = co_await memberships.put(request.context, request.param("sub"), std::move(*input), *version);
  auto response = http::reply(200, member, request.context);
  if (member) response.headers.set("ETag", '"' + std::to_string(member->version) + '"');
  co_return response;
}

Task<http::Response> remove(Memberships& memberships, const http::Request& request) {
  co_return http::reply(204, co_await memberships.remove(request.context, request.param("sub")), request.context);
}

Task<http::Response> leave(Memberships& memberships, const http::Request& request) {
  co_return http::reply(204, co_await memberships.leave(request.context), request.context);
}

constexpr http::Route<Memberships> routes[] = {
    {http::Verb::post, "/api/v1/tenants/{tenant}/leave", tenant_member, leave},
    {http::Verb::get, "/api/v1/tenants/{tenant}/members", tenant_member, list},
    {http::Verb::put, "/api/v1/tenants/{tenant}/members/{sub}", tenant_admin, put},
    {http::Verb::delete_, "/api/v1/tenants/{tenant}/members/{sub}", tenant_admin, remove},
};

}  // namespace

void mount(Memberships& memberships, http::Router& router) { router.mount(memberships, routes); }

}  // namespace mvp::tenants
