#include "signups/repository.hpp"

#include "domain/mail_address.hpp"

namespace mvp::tenants {
namespace {

const std::string shown =
    "SELECT s.id, t.slug AS tenant, s.user_sub, s.user_email, s.user_name, s.status, s.reason, s.requested_at, s.decided_by, s.decided_at ";
const std::string select = shown + "FROM tenant_signups s JOIN tenants t ON t.id = s.tenant_id ";

struct Address {
  std::string user_email;
};
BOOST_DESCRIBE_STRUCT(Address, (), (user_email))

std::optional<Signup> first(std::vector<Signup> rows) {
  if (rows.empty()) return std::nullopt;
  return std::move(rows.front());
}

}  // namespace

Task<Page<Signup>> SignupRepository::list(const Context& context, PageRequest page, std::optional<std::string> tenant,
                                          std::optional<SignupStatus> status) {
  auto rows = co_await db_.query<Signup>(
      context,
      select + "WHERE ($1::text IS NULL OR t.slug = $1) AND ($2::text IS NULL OR s.status = $2) "
               "AND ($3::uuid IS NULL OR s.seq < (SELECT seq FROM tenant_signups WHERE id = $3)) ORDER BY s.seq DESC LIMIT $4::bigint",
      tenant, status, page.cursor, page.limit + 1);
  co_return page_of(std::move(rows), page.limit, [](const Signup& last) { return last.id.value; });
}

Task<std::vector<OwnSignup>> SignupRepository::of_person(const Context& context, std::string sub) {
  return db_.query<OwnSignup>(context,
                              "SELECT s.id, t.slug AS tenant, t.name AS tenant_name, s.status, s.reason, s.requested_at, s.expires_at, s.decided_at, "
                              "CASE WHEN s.status = 'rejected' THEN s.decided_at + interval '24 hours' END AS may_ask_again_at "
                              "FROM tenant_signups s JOIN tenants t ON t.id = s.tenant_id WHERE s.user_sub = $1 ORDER BY s.seq DESC LIMIT 50", sub);
}

Task<std::vector<Signup>> SignupRepository::expire(pg::Transaction& tx, std::optional<TenantId> tenant, std::optional<std::string> sub) {
  co_return co_await tx.query<Signup>(
      "WITH s AS (UPDATE tenant_signups SET status = 'expired' WHERE status = 'pending' AND expires_at <= now() "
      "AND ($1::uuid IS NULL OR tenant_id = $1) AND ($2::text IS NULL OR user_sub = $2) RETURNING *) " +
          shown + "FROM s JOIN tenants t ON t.id = s.tenant_id",
      tenant, sub);
}

Task<SignupHistory> SignupRepository::history(pg::Transaction& tx, TenantId tenant, std::string sub, std::string remote) {
  auto rows = co_await tx.query<SignupHistory>(
      "SELECT (SELECT ceil(extract(epoch FROM max(decided_at) + interval '24 hours' - now()))::bigint FROM tenant_signups "
      "WHERE tenant_id = $1 AND user_sub = $2 AND status = 'rejected') AS rejection_wait_s, "
      "(SELECT ceil(extract(epoch FROM requested_at + interval '1 hour' - now()))::bigint FROM tenant_signups "
      "WHERE user_sub = $2 AND requested_at > now() - interval '1 hour' ORDER BY requested_at DESC OFFSET 9 LIMIT 1) AS person_wait_s, "
      "(SELECT ceil(extract(epoch FROM requested_at + interval '1 hour' - now()))::bigint FROM tenant_signups "
      "WHERE remote = $3 AND remote <> '' AND requested_at > now() - interval '1 hour' ORDER BY requested_at DESC OFFSET 29 LIMIT 1) AS address_wait_s, "
      "EXISTS (SELECT FROM tenant_signups WHERE tenant_id = $1 AND user_sub = $2 AND status IN ('approved', 'rejected')) AS was_decided_on",
      tenant, sub, remote);
  co_return std::move(rows.front());
}

Task<std::optional<Signup>> SignupRepository::insert(pg::Transaction& tx, TenantId tenant, const Context& context) {
  const auto& person = context.principal;
  co_return first(co_await tx.query<Signup>(
      "WITH s AS (INSERT INTO tenant_signups (id, tenant_id, user_sub, user_email, email_verified, user_name, remote) VALUES ($1, $2, $3, $4, $5, $6, $7) "
      "ON CONFLICT (tenant_id, user_sub) WHERE status = 'pending' DO NOTHING RETURNING *) " +
          shown + "FROM s JOIN tenants t ON t.id = s.tenant_id",
      SignupId::random(), tenant, person.subject, person.email, person.email_verified, person.name, context.remote));
}

Task<std::optional<Signup>> SignupRepository::find_pending(pg::Transaction& tx, TenantId tenant, std::string sub) {
  co_return first(co_await tx.query<Signup>(select + "WHERE s.tenant_id = $1 AND s.user_sub = $2 AND s.status = 'pending'", tenant, sub));
}

Task<std::optional<LockedSignup>> SignupRepository::lock(pg::Transaction& tx, SignupId id) {
  auto rows = co_await tx.query<LockedSignup>(
      "SELECT id, tenant_id, status = 'pending' AND expires_at <= now() AS is_overdue FROM tenant_signups WHERE id = $1 FOR UPDATE", id);
  if (rows.empty()) co_return std::nullopt;
  co_return std::move(rows.front());
}

Task<std::optional<Signup>> SignupRepository::find(pg::Transaction& tx, SignupId id) {
  co_return first(co_await tx.query<Signup>(select + "WHERE s.id = $1", id));
}

Task<std::optional<std::string>> SignupRepository::verified_address(pg::Transaction& tx, SignupId id) {
  const auto rows = co_await tx.query<Address>("SELECT user_email FROM tenant_signups WHERE id = $1 AND email_verified", id);
  co_return rows.empty() ? std::nullopt : mail_address(rows.front().user_email);
}

Task<> SignupRepository::withdraw(pg::Transaction& tx, SignupId id) {
  co_await tx.exec("UPDATE tenant_signups SET status = 'withdrawn' WHERE id = $1", id);
}

Task<std::optional<Signup>> SignupRepository::withdraw_pending(pg::Transaction& tx, TenantId tenant, std::string sub) {
  co_return first(co_await tx.query<Signup>(
      "WITH s AS (UPDATE tenant_signups SET status = 'withdrawn' WHERE tenant_id = $1 AND user_sub = $2 AND status = 'pending' RETURNING *) " + shown +
          "FROM s JOIN tenants t ON t.id = s.tenant_id",
      tenant, sub));
}

Task<Signup> SignupRepository::decide(pg::Transaction& tx, SignupId id, const Decision& decision, std::string by) {
  co_await tx.exec("UPDATE tenant_signups SET status = $2, reason = $3, decided_by = $4, decided_at = now() WHERE id = $1", id,
                   decision.status, decision.reason, by);
  co_return *co_await find(tx, id);
}

Task<std::int64_t> SignupRepository::remove_all(pg::Transaction& tx, TenantId tenant) {
  co_return co_await tx.exec("DELETE FROM tenant_signups WHERE tenant_id = $1", tenant);
}

}  // namespace mvp::tenants
