#include "memberships/repository.hpp"

namespace mvp::tenants {
namespace {

const std::string shown = "user_sub AS sub, email, name, role, state, version, created_at ";

struct SubRow {
  std::string user_sub;
};
BOOST_DESCRIBE_STRUCT(SubRow, (), (user_sub))

struct RoleRow {
  std::string role;
};
BOOST_DESCRIBE_STRUCT(RoleRow, (), (role))

struct CountRow {
  std::int64_t count = 0;
};
BOOST_DESCRIBE_STRUCT(CountRow, (), (count))

struct NameRow {
  std::string name;
};
BOOST_DESCRIBE_STRUCT(NameRow, (), (name))

}  // namespace

Task<Standing> MembershipRepository::standing(const Context& context, std::string sub, std::string slug) {
  const auto rows = co_await db_.query<Standing>(
      context,
      "SELECT coalesce((SELECT m.role FROM memberships m JOIN tenants t ON t.id = m.tenant_id "
      "WHERE t.slug = $2 AND m.user_sub = $1 AND m.state = 'active'), '') AS role, "
      "EXISTS (SELECT FROM platform_admins WHERE user_sub = $1) AS is_platform_admin, "
      "EXISTS (SELECT FROM tenants WHERE slug = $2) AS is_tenant_known",
      sub, slug);
  co_return rows.front();
}

Task<Page<Member>> MembershipRepository::list(const Context& context, PageRequest page, std::string slug) {
  auto rows = co_await db_.query<Member>(
      context,
      "SELECT " + shown + "FROM memberships WHERE tenant_id = (SELECT id FROM tenants WHERE slug = $1) "
      "AND user_sub > coalesce($2::text, '') ORDER BY user_sub LIMIT $3::bigint",
      slug, page.cursor, page.limit + 1);
  co_return page_of(std::move(rows), page.limit, [](const Member& last) { return last.sub; });
}

Task<std::optional<Member>> MembershipRepository::lock(pg::Transaction& tx, TenantId tenant, std::string sub) {
  auto rows = co_await tx.query<Member>("SELECT " + shown + "FROM memberships WHERE tenant_id = $1 AND user_sub = $2 FOR UPDATE", tenant, sub);
  if (rows.empty()) co_return std::nullopt;
  co_return std::move(rows.front());
}

Task<std::vector<std::string>> MembershipRepository::lock_owners(pg::Transaction& tx, TenantId tenant) {
  const auto rows = co_await tx.query<SubRow>(
      "SELECT user_sub FROM memberships WHERE tenant_id = $1 AND role = 'owner' AND state = 'active' ORDER BY user_sub FOR UPDATE", tenant);
  std::vector<std::string> owners;
  for (const auto& row : rows) owners.push_back(row.user_sub);
  co_return owners;
}

Task<Member> MembershipRepository::put(pg::Transaction& tx, TenantId tenant, std::string sub, const MemberInput& input) {
  auto rows = co_await tx.query<Member>(
      "INSERT INTO memberships AS m (tenant_id, user_sub, email, name, role, state) "
      "VALUES ($1, $2, coalesce($3::text, ''), coalesce($4::text, ''), $5, coalesce($6::text, 'active')) "
      "ON CONFLICT (tenant_id, user_sub) DO UPDATE SET email = coalesce($3::text, m.email), name = coalesce($4::text, m.name), "
      "role = excluded.role, state = coalesce($6::text, m.state), version = m.version + 1, updated_at = now() RETURNING " + shown,
      tenant, sub, input.email, input.name, input.role, input.state);
  co_return std::move(rows.front());
}

Task<> MembershipRepository::remove(pg::Transaction& tx, TenantId tenant, std::string sub) {
  co_await tx.exec("DELETE FROM memberships WHERE tenant_id = $1 AND user_sub = $2", tenant, sub);
}

Task<> MembershipRepository::admit(pg::Transaction& tx, TenantId tenant, const NewMember& member) {
  co_await tx.exec("INSERT INTO memberships (tenant_id, user_sub, email, name, role) VALUES ($1, $2, $3, $4, $5) "
                   "ON CONFLICT (tenant_id, user_sub) DO NOTHING",
                   tenant, member.sub, member.email, member.name, member.role);
}

Task<std::string> MembershipRepository::role_of(pg::Transaction& tx, TenantId tenant, std::string sub) {
  const auto rows = co_await tx.query<RoleRow>(
      "SELECT role FROM memberships WHERE tenant_id = $1 AND user_sub = $2 AND state = 'active'", tenant, sub);
  co_return rows.empty() ? std::string() : rows.front().role;
}

Task<bool> MembershipRepository::has_member(pg::Transaction& tx, TenantId tenant, std::string email) {
  const auto rows = co_await tx.query<RoleRow>("SELECT role FROM memberships WHERE tenant_id = $1 AND lower(email) = $2 LIMIT 1", tenant, email);
  co_return !rows.empty();
}

Task<std::vector<Contact>> MembershipRepository::admins(pg::Transaction& tx, TenantId tenant) {
  co_return co_await tx.query<Contact>(
      "SELECT user_sub AS sub, email FROM memberships WHERE tenant_id = $1 AND role IN ('owner', 'admin') AND state = 'active' ORDER BY user_sub", tenant);
}

Task<std::string> MembershipRepository::name_of(pg::Transaction& tx, TenantId tenant, std::string sub) {
  const auto rows = co_await tx.query<NameRow>(
      "SELECT coalesce(nullif(name, ''), nullif(email, ''), user_sub) AS name FROM memberships WHERE tenant_id = $1 AND user_sub = $2", tenant, sub);
  co_return rows.empty() ? std::string("A platform admin") : rows.front().name;
}

Task<bool> MembershipRepository::is_member(pg::Transaction& tx, TenantId tenant, std::string sub) {
  const auto rows = co_await tx.query<RoleRow>("SELECT role FROM memberships WHERE tenant_id = $1 AND user_sub = $2", tenant, sub);
  co_return !rows.empty();
}

Task<std::vector<Contact>> MembershipRepository::owners(pg::Transaction& tx, TenantId tenant) {
  co_return co_await tx.query<Contact>(
      "SELECT user_sub AS sub, email FROM memberships WHERE tenant_id = $1 AND role = 'owner' AND state = 'active' ORDER BY user_sub", tenant);
}

Task<std::int64_t> MembershipRepository::count(pg::Transaction& tx, TenantId tenant) {
  co_await tx.exec("SELECT FROM tenants WHERE id = $1 FOR NO KEY UPDATE", tenant);
  co_return (co_await tx.query<CountRow>("SELECT count(*) AS count FROM memberships WHERE tenant_id = $1", tenant)).front().count;
}

Task<std::int64_t> MembershipRepository::remove_all(pg::Transaction& tx, TenantId tenant) {
  co_return co_await tx.exec("DELETE FROM memberships WHERE tenant_id = $1", tenant);
}

}  // namespace mvp::tenants
