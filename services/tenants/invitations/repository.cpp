#include "invitations/repository.hpp"

namespace mvp::tenants {
namespace {

const std::string open = "i.state = 'pending' AND i.expires_at > now() ";
const std::string state_now = "CASE WHEN i.state = 'pending' AND i.expires_at <= now() THEN 'expired' ELSE i.state END";
const std::string shown =
    "SELECT i.id, t.slug AS tenant, i.email, i.role, " + state_now + " AS state, i.invited_by, i.invited_at, i.expires_at, i.decided_by, i.decided_at ";
const std::string select = shown + "FROM tenant_invitations i JOIN tenants t ON t.id = i.tenant_id ";

struct Count {
  std::int64_t count = 0;
};
BOOST_DESCRIBE_STRUCT(Count, (), (count))

template <class Row>
std::optional<Row> first(std::vector<Row> rows) {
  if (rows.empty()) return std::nullopt;
  return std::move(rows.front());
}

}  // namespace

Task<Page<Invitation>> InvitationRepository::list(const Context& context, PageRequest page, std::string slug, std::optional<InvitationState> state) {
  auto rows = co_await db_.query<Invitation>(
      context,
      select + "WHERE t.slug = $1 AND ($2::text IS NULL OR " + state_now + " = $2) "
               "AND ($3::uuid IS NULL OR i.seq < (SELECT seq FROM tenant_invitations WHERE id = $3)) ORDER BY i.seq DESC LIMIT $4::bigint",
      slug, state, page.cursor, page.limit + 1);
  co_return page_of(std::move(rows), page.limit, [](const Invitation& last) { return last.id.value; });
}

Task<bool> InvitationRepository::is_open(const Context& context, std::string slug, std::string token_sha256) {
  const auto rows = co_await db_.query<Count>(
      context,
      "SELECT count(*) AS count FROM tenant_invitations i JOIN tenants t ON t.id = i.tenant_id WHERE t.slug = $1 AND i.token_sha256 = $2 AND " + open,
      slug, token_sha256);
  co_return rows.front().count > 0;
}

Task<bool> InvitationRepository::is_invited(pg::Transaction& tx, TenantId tenant, std::string email) {
  const auto rows = co_await tx.query<Count>(
      "SELECT count(*) AS count FROM tenant_invitations i WHERE i.tenant_id = $1 AND i.email = $2 AND " + open, tenant, email);
  co_return rows.front().count > 0;
}

Task<std::int64_t> InvitationRepository::made_within_a_day(pg::Transaction& tx, TenantId tenant) {
  const auto rows = co_await tx.query<Count>(
      "SELECT count(*) AS count FROM tenant_invitations WHERE tenant_id = $1 AND invited_at > now() - interval '1 day'", tenant);
  co_return rows.front().count;
}

Task<std::optional<Invitation>> InvitationRepository::insert(pg::Transaction& tx, InvitationId id, TenantId tenant, std::string email, Role role,
                                                             std::string token_sha256, std::string by) {
  co_await tx.exec("UPDATE tenant_invitations SET state = 'expired' WHERE tenant_id = $1 AND email = $2 AND state = 'pending' AND expires_at <= now()",
                   tenant, email);
  co_return first(co_await tx.query<Invitation>(
      "WITH i AS (INSERT INTO tenant_invitations (id, tenant_id, email, role, token_sha256, invited_by) VALUES ($1, $2, $3, $4, $5, $6) "
      "ON CONFLICT (tenant_id, email) WHERE state = 'pending' DO NOTHING RETURNING *) " +
          shown + "FROM i JOIN tenants t ON t.id = i.tenant_id",
      id, tenant, email, role, token_sha256, by));
}

Task<std::optional<LockedInvitation>> InvitationRepository::lock(pg::Transaction& tx, InvitationId id) {
  co_return first(co_await tx.query<LockedInvitation>("SELECT id, tenant_id FROM tenant_invitations WHERE id = $1 FOR UPDATE", id));
}

Task<std::optional<LockedInvitation>> InvitationRepository::lock_by_token(pg::Transaction& tx, std::string token_sha256) {
  co_return first(co_await tx.query<LockedInvitation>("SELECT id, tenant_id FROM tenant_invitations WHERE token_sha256 = $1 FOR UPDATE", token_sha256));
}

Task<std::optional<Invitation>> InvitationRepository::find(pg::Transaction& tx, InvitationId id) {
  co_return first(co_await tx.query<Invitation>(select + "WHERE i.id = $1", id));
}

Task<std::optional<Invitation>> InvitationRepository::find_by_token(pg::Transaction& tx, std::string token_sha256) {
  co_return first(co_await tx.query<Invitation>(select + "WHERE i.token_sha256 = $1", token_sha256));
}

Task<Invitation> InvitationRepository::decide(pg::Transaction& tx, InvitationId id, InvitationState state, std::string by) {
  co_await tx.exec("UPDATE tenant_invitations SET state = $2, decided_by = $3, decided_at = now() WHERE id = $1", id, state, by);
  co_return *co_await find(tx, id);
}

Task<std::int64_t> InvitationRepository::remove_all(pg::Transaction& tx, TenantId tenant) {
  co_return co_await tx.exec("DELETE FROM tenant_invitations WHERE tenant_id = $1", tenant);
}

}  // namespace mvp::tenants
