#include "app/wiring.hpp"

#include <fstream>
#include <iterator>

namespace mvp::tenants {
namespace {

Task<std::optional<Error>> trouble_of(pg::Database& db, Context context) {
  if (co_await db.is_reachable(context)) co_return std::nullopt;
  co_return Error{Errc::unavailable, "The platform database does not answer."};
}

std::string contents_of(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) throw std::runtime_error("cannot read " + path);
  return {std::istreambuf_iterator<char>(file), {}};
}

}  // namespace

Shared::Shared(Settings s)
    : settings(std::move(s)), signer(settings.signing_key_file), invitation_tokens(contents_of(settings.signing_key_file)) {}

OperationDesk ControlPlane::operation_desk(Shared& shared) {
  return OperationDesk{
      .start = [this, &shared](pg::Transaction& tx, const Context& context, NewOperation operation) -> Task<Result<Operation>> {
        co_return co_await operation_repository_.insert(tx, context, operation, shared.settings.operation_deadline);
      },
      .find_by_key = [this](const Context& context, std::string key, std::string request_sha256) {
        return operation_repository_.find_by_key(context, std::move(key), std::move(request_sha256));
      },
      .call_off = [this](pg::Transaction& tx, TenantId tenant, OperationKind kind) {
        return operation_repository_.call_off(tx, std::move(tenant), kind);
      },
      .wake = [&shared] { shared.work.ring(); }};
}

MembershipDesk ControlPlane::membership_desk() {
  return MembershipDesk{
      .find_tenant = [this](pg::Transaction& tx, std::string slug) { return tenant_repository_.facts(tx, std::move(slug)); },
      .is_member = [this](pg::Transaction& tx, TenantId tenant, std::string sub) {
        return membership_repository_.is_member(tx, std::move(tenant), std::move(sub));
      },
      .role_of = [this](pg::Transaction& tx, TenantId tenant, std::string sub) {
        return membership_repository_.role_of(tx, std::move(tenant), std::move(sub));
      },
      .admit = [this](pg::Transaction& tx, TenantId tenant, const NewMember& member) {
        return membership_repository_.admit(tx, std::move(tenant), member);
      },
      .keep_place = [this](pg::Transaction& tx, const TenantFacts& tenant) { return keep_place(membership_repository_, tx, tenant); },
      .admins = [this](pg::Transaction& tx, TenantId tenant) { return membership_repository_.admins(tx, std::move(tenant)); },
      .name_of = [this](pg::Transaction& tx, TenantId tenant, std::string sub) {
        return membership_repository_.name_of(tx, std::move(tenant), std::move(sub));
      },
      .is_invited = [this](pg::Transaction& tx, TenantId tenant, const Principal& person) {
        return invitations_.is_invited(tx, std::move(tenant), person);
      }};
}

PeopleDesk ControlPlane::people_desk() {
  return PeopleDesk{.owners = [this](pg::Transaction& tx, TenantId tenant) { return membership_repository_.owners(tx, std::move(tenant)); },
                    .members = [this](pg::Transaction& tx, TenantId tenant) { return membership_repository_.count(tx, std::move(tenant)); }};
}

InvitationDesk ControlPlane::invitation_desk() {
  const auto memberships = membership_desk();
  return InvitationDesk{
      .find_tenant = memberships.find_tenant,
      .role_of = memberships.role_of,
      .has_member = [this](pg::Transaction& tx, TenantId tenant, std::string email) {
        return membership_repository_.has_member(tx, std::move(tenant), std::move(email));
      },
      .is_member = memberships.is_member,
      .admit = memberships.admit,
      .keep_place = memberships.keep_place,
      .name_of = memberships.name_of,
      .close_request = [this](pg::Transaction& tx, const Context& context, TenantId tenant) {
        return signups_.close(tx, context, std::move(tenant));
      }};
}

Task<json::Value> ControlPlane::signups_of(const Context& context) {
  co_return json::to_value(co_await signup_repository_.of_person(context, context.principal.subject));
}

ControlPlane::ControlPlane(boost::asio::any_io_executor executor, Shared& shared)
    : client_(executor),
      provider_(executor, client_, shared.settings.provider),
      db_(executor, pg::DatabaseConfig{.conninfo = shared.settings.database_url}),
      tenant_repository_(db_),
      membership_repository_(db_),
      signup_repository_(db_),
      operation_repository_(db_),
      stack_repository_(db_),
      authenticator_(provider_, shared.signer, membership_repository_),
      invitations_(db_, shared.invitation_tokens, invitation_desk()),
      tenants_(db_, operation_desk(shared),
               [this](const Context& context, std::string slug, std::string token) {
                 return invitations_.is_invited(context, std::move(slug), std::move(token));
               },
               shared.settings.max_tenants),
      changes_(db_, operation_desk(shared), people_desk(), shared.settings.archive_retention_days),
      tenants_feature_{.tenants = tenants_,
                       .changes = changes_,
                       .await_end = [this, &shared](const Context& context, Operation operation, std::chrono::seconds at_most) {
                         return await_end(operation_repository_, shared.done, context, std::move(operation), at_most);
                       }},
      signups_(db_, membership_desk()),
      memberships_(db_, membership_desk().find_tenant),
      operations_{.db = db_, .operations = operation_repository_, .work = shared.work, .done = shared.done},
      platform_admins_(db_),
      audit_(db_),
      service_tokens_{.stacks = stack_repository_, .signer = shared.signer, .landing_secret = shared.settings.landing_secret},
      snapshots_{db_},
      sessions_{.revoked = RevokedSessionRepository(db_)},
      me_{.db = db_, .signups = [this](const Context& context) { return signups_of(context); }},
      mails_(db_),
      identity_mirror_{.repository = IdentityMirrorRepository(db_), .is_enabled = shared.settings.management.is_set()},
      health_{.trouble = [this](const Context& context) { return trouble_of(db_, context); }},
      router_([this](http::Request& request) { return authenticator_.authenticate(request); }) {
  mount(tenants_feature_, router_);
  mount(signups_, router_);
  mount(invitations_, router_);
  mount(memberships_, router_);
  mount(operations_, router_);
  mount(platform_admins_, router_);
  mount(audit_, router_);
  mount(service_tokens_, router_);
  mount(snapshots_, router_);
  mount(sessions_, router_);
  mount(me_, router_);
  mount(mails_, router_);
  mount(identity_mirror_, router_);
  mount(health_, router_);
}

http::ThreadFactory serve_with(Shared& shared) {
  return [&shared](boost::asio::io_context& io) -> http::ThreadHandler {
    auto control_plane = std::make_shared<ControlPlane>(io.get_executor(), shared);
    return [control_plane](http::Request request) { return control_plane->router().handle(std::move(request)); };
  };
}

}  // namespace mvp::tenants
