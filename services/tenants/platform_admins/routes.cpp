#include "platform_admins/routes.hpp"

#include "domain/access.hpp"
#include "domain/audit_trail.hpp"
#include "domain/page.hpp"

namespace mvp::tenants {
namespace {

struct GrantInput {
  std::string email;
};
BOOST_DESCRIBE_STRUCT(GrantInput, (), (email))

Task<http::Response> list(PlatformAdmins& admins, const http::Request& request) {
  co_return http::reply(200, Result<Page<PlatformAdmin>>(Page<PlatformAdmin>{.items = co_await admins.list(request.context)}), request.context);
}

Task<http::Response> grant(PlatformAdmins& admins, const http::Request& request) {
  const auto input = http::body_as<GrantInput>(request);
  if (!input) co_return http::problem(input.error(), request.context);
  co_return http::reply(200, co_await admins.grant(request.context, request.param("sub"), input->email), request.context);
}

Task<http::Response> revoke(PlatformAdmins& admins, const http::Request& request) {
  co_return http::reply(204, co_await admins.revoke(request.context, request.param("sub")), request.context);
}

constexpr http::Route<PlatformAdmins> routes[] = {
    {http::Verb::get, "/api/v1/platform-admins", operator_only, list},
    {http::Verb::put, "/api/v1/platform-admins/{sub}", operator_only, grant},
    {http::Verb::delete_, "/api/v1/platform-admins/{sub}", operator_only, revoke},
};

}  // namespace

Task<Result<PlatformAdmin>> PlatformAdmins::grant(const Context& context, std::string sub, std::string email) {
  if (sub.size() > 200) co_return fail(Errc::invalid, "is too long", "/sub");
  if (email.size() > 320) co_return fail(Errc::invalid, "is too long", "/email");
  co_return co_await db_.transaction(context, [&](pg::Transaction& tx) -> Task<Result<PlatformAdmin>> {
    auto admin = co_await repository_.grant(tx, sub, email, context.principal.subject);
    co_await record(tx, context, {.tenant = {}, .action = "platform_admin.grant", .target = sub, .after = json::to_value(admin)});
    co_return admin;
  });
}

Task<Result<>> PlatformAdmins::revoke(const Context& context, std::string sub) {
  co_return co_await db_.transaction(context, [&](pg::Transaction& tx) -> Task<Result<>> {
    if (!co_await repository_.revoke(tx, sub)) co_return fail(Errc::not_found, "There is no such platform admin.");
    co_await record(tx, context, {.tenant = {}, .action = "platform_admin.revoke", .target = sub});
    co_return Result<>{};
  });
}

void mount(PlatformAdmins& admins, http::Router& router) { router.mount(admins, routes); }

}  // namespace mvp::tenants
