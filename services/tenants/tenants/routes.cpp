#include "tenants/routes.hpp"

#include <charconv>

#include "domain/access.hpp"
#include "domain/digest.hpp"

namespace mvp::tenants {
namespace {

struct SuspendInput {
  std::optional<std::string> reason;
};
BOOST_DESCRIBE_STRUCT(SuspendInput, (), (reason))

Failure stale() { return fail(Errc::precondition_failed, "Send If-Match with the version you have read, in quotes."); }

/// The version in If-Match: "7".
Result<std::int64_t> expected_version(const http::Request& request) {
  const auto tag = request.headers.find("If-Match");
  if (tag.size() < 3 || tag.front() != '"' || tag.back() != '"') return stale();
  std::int64_t version = 0;
  const auto* end = tag.data() + tag.size() - 1;
  const auto [at, ec] = std::from_chars(tag.data() + 1, end, version);
  if (ec != std::errc{} || at != end) return stale();
  return version;
}

http::Response with_etag(const Result<Tenant>& tenant, const Context& context) {
  auto response = http::reply(200, tenant, context);
  if (tenant) response.headers.set("ETag", '"' + std::to_string(tenant->version) + '"');
  return response;
}

/// The part of a tenant that its admins decide about sign-ups by; the ETag is the tenant's.
http::Response signup_policy_of(const Result<Tenant>& tenant, const Context& context) {
  auto response = with_etag(tenant, context);
  if (tenant) response.body = json::encode(policy_of(tenant->settings));
  return response;
}

Task<http::Response> create(TenantsFeature& feature, const http::Request& request) {
  auto input = http::body_as<TenantInput>(request);
  if (!input) co_return http::problem(input.error(), request.context);
  auto key = request_key(request);
  if (!key) co_return http::problem(key.error(), request.context);
  co_return co_await answer(feature, request, co_await feature.tenants.create(request.context, std::move(*input), std::move(*key)), 201);
}

Task<http::Response> list(TenantsFeature& feature, const http::Request& request) {
  const auto page = PageRequest::of(request);
  if (!page) co_return http::problem(page.error(), request.context);
  std::optional<TenantStatus> status;
  if (const auto text = request.arg("status")) {
    const auto parsed = json::from_value<TenantStatus>(json::Value(*text), "/status");
    if (!parsed) co_return http::problem(parsed.error(), request.context);
    status = *parsed;
  }
  co_return http::reply(200, Result<Page<Tenant>>(co_await feature.tenants.list(request.context, *page, status, request.arg("q"))),
                        request.context);
}

Task<http::Response> show(TenantsFeature& feature, const http::Request& request) {
  co_return with_etag(co_await feature.tenants.find(request.context, request.param("tenant")), request.context);
}

Task<http::Response> show_public(TenantsFeature& feature, const http::Request& request) {
  std::string invitation(request.headers.find("Invitation-Token"));
  co_return http::reply(200, co_await feature.tenants.find_public(request.context, request.param("tenant"), std::move(invitation)), request.context);
}

Task<http::Response> update(TenantsFeature& feature, const http::Request& request) {
  const auto version = expected_version(request);
  if (!version) co_return http::problem(version.error(), request.context);
  auto edit = http::body_as<TenantEdit>(request);
  if (!edit) co_return http::problem(edit.error(), request.context);
  co_return with_etag(co_await feature.tenants.update(request.context, request.param("tenant"), *version, std::move(*edit)),
                      request.context);
}

Task<http::Response> show_signup_policy(TenantsFeature& feature, const http::Request& request) {
  co_return signup_policy_of(co_await feature.tenants.find(request.context, request.param("tenant")), request.context);
}

Task<http::Response> set_signup_policy(TenantsFeature& feature, const http::Request& request) {
  const auto version = expected_version(request);
  if (!version) co_return http::problem(version.error(), request.context);
  auto policy = http::body_as<SignupPolicy>(request);
  if (!policy) co_return http::problem(policy.error(), request.context);
  co_return signup_policy_of(co_await feature.tenants.set_signup_policy(request.context, request.param("tenant"), *version, std::move(*policy)),
                             request.context);
}

Task<http::Response> suspend(TenantsFeature& feature, const http::Request& request) {
  SuspendInput input;
  if (!request.body.empty()) {
    auto given = http::body_as<SuspendInput>(request);
    if (!given) co_return http::problem(given.error(), request.context);
    input = std::move(*given);
  }
  co_return co_await answer(feature, request, co_await feature.tenants.suspend(request.context, request.param("tenant"), input.reason), 200);
}

Task<http::Response> resume(TenantsFeature& feature, const http::Request& request) {
  auto key = request_key(request);
  if (!key) co_return http::problem(key.error(), request.context);
  co_return co_await answer(feature, request, co_await feature.tenants.resume(request.context, request.param("tenant"), std::move(*key)), 200);
}

constexpr http::Route<TenantsFeature> routes[] = {
    {http::Verb::post, "/api/v1/tenants", platform_admin, create},
    {http::Verb::get, "/api/v1/tenants", platform_admin, list},
    {http::Verb::get, "/api/v1/tenants/{tenant}", tenant_member, show},
    {http::Verb::put, "/api/v1/tenants/{tenant}", tenant_admin, update},
    {http::Verb::delete_, "/api/v1/tenants/{tenant}", platform_admin, suspend},
    {http::Verb::post, "/api/v1/tenants/{tenant}/suspend", platform_admin, suspend},
    {http::Verb::post, "/api/v1/tenants/{tenant}/resume", platform_admin, resume},
    {http::Verb::get, "/api/v1/tenants/{tenant}/signup-policy", tenant_admin, show_signup_policy},
    {http::Verb::put, "/api/v1/tenants/{tenant}/signup-policy", tenant_admin, set_signup_policy},
    {http::Verb::get, "/api/v1/tenants/{tenant}/public", landing_service, show_public},
};

}  // namespace

Result<RequestKey> request_key(const http::Request& request) {
  RequestKey key{.key = {}, .request_sha256 = sha256_hex(request.path + '\n' + request.body)};
  if (!request.headers.has("Idempotency-Key")) return key;
  key.key = std::string(request.headers.find("Idempotency-Key"));
  if (key.key->empty() || key.key->size() > 200) return fail(Errc::invalid, "Idempotency-Key must be 1 to 200 characters.");
  return key;
}

Task<http::Response> answer(TenantsFeature& feature, const http::Request& request, Result<TenantChange> change, int done) {
  const auto wait_s = request.number("wait", 0, 60, 0);
  if (!wait_s) co_return http::problem(wait_s.error(), request.context);
  if (!change) co_return http::problem(change.error(), request.context);
  if (*wait_s > 0 && !change->operation.is_finished()) {
    auto context = request.context;
    context.deadline = std::chrono::steady_clock::now() + std::chrono::seconds(*wait_s + 5);
    change->operation = co_await feature.await_end(context, change->operation, std::chrono::seconds(*wait_s));
    auto tenant = co_await feature.tenants.find(context, change->operation.tenant);
    if (tenant) change->tenant = std::move(*tenant);
  }
  const bool is_over = change->operation.state == OperationState::done && (*wait_s > 0 || done == 200);
  auto response = http::reply(is_over ? done : 202, change, request.context);
  response.headers.set("Location", is_over ? "/api/v1/tenants/" + change->tenant.id : "/api/v1/operations/" + change->operation.id.value);
  co_return response;
}

void mount(TenantsFeature& feature, http::Router& router) {
  router.mount(feature, routes);
  mount_changes(feature, router);
}

}  // namespace mvp::tenants
