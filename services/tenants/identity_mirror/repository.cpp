#include "identity_mirror/repository.hpp"

#include "mvp/core/ids.hpp"

namespace mvp::tenants {

Task<MirrorCounts> IdentityMirrorRepository::counts(const Context& context) {
  const auto rows = co_await db_.query<MirrorCounts>(
      context,
      "SELECT count(*) FILTER (WHERE state = 'waiting') AS waiting, count(*) FILTER (WHERE state = 'mirrored') AS mirrored, "
      "count(*) FILTER (WHERE state = 'failed') AS failed, max(mirrored_at) AS last_success_at FROM identity_mirror");
  co_return rows.front();
}

Task<Page<MirroredPerson>> IdentityMirrorRepository::list(const Context& context, PageRequest page, std::optional<MirrorState> state) {
  auto rows = co_await db_.query<MirroredPerson>(
      context,
      "SELECT user_sub AS sub, state, attempts, CASE WHEN state = 'waiting' THEN next_attempt_at END AS next_attempt_at, last_error, "
      "changed_at, mirrored_at FROM identity_mirror WHERE ($1::text IS NULL OR state = $1) AND user_sub > coalesce($2::text, '') "
      "ORDER BY user_sub LIMIT $3::bigint",
      state, page.cursor, page.limit + 1);
  co_return page_of(std::move(rows), page.limit, [](const MirroredPerson& last) { return last.sub; });
}

Task<std::optional<ClaimedPerson>> IdentityMirrorRepository::claim(const Context& context, std::chrono::seconds lease) {
  auto rows = co_await db_.query<ClaimedPerson>(
      context,
      "UPDATE identity_mirror SET lease = $1, attempts = attempts + 1, next_attempt_at = now() + make_interval(secs => $2::bigint) "
      "WHERE user_sub = (SELECT user_sub FROM identity_mirror WHERE state = 'waiting' AND next_attempt_at <= now() "
      "ORDER BY next_attempt_at, user_sub LIMIT 1 FOR UPDATE SKIP LOCKED) "
      "RETURNING user_sub AS sub, lease, version, attempts",
      random_uuid(), lease.count());
  if (rows.empty()) co_return std::nullopt;
  co_return std::move(rows.front());
}

Task<std::vector<MirroredMembership>> IdentityMirrorRepository::memberships_of(const Context& context, std::string sub) {
  co_return co_await db_.query<MirroredMembership>(
      context,
      "SELECT t.slug, m.role FROM memberships m JOIN tenants t ON t.id = m.tenant_id WHERE m.user_sub = $1 AND m.state = 'active' ORDER BY t.slug",
      sub);
}

Task<> IdentityMirrorRepository::mark_mirrored(const Context& context, const ClaimedPerson& person) {
  co_await db_.exec(context,
                    "UPDATE identity_mirror SET lease = NULL, next_attempt_at = now(), mirrored_at = now(), last_error = NULL, "
                    "state = CASE WHEN version = $3 THEN 'mirrored' ELSE 'waiting' END WHERE user_sub = $1 AND lease = $2",
                    person.sub, person.lease, person.version);
}

Task<> IdentityMirrorRepository::give_up(const Context& context, const ClaimedPerson& person, std::string reason) {
  co_await db_.exec(context,
                    "UPDATE identity_mirror SET lease = NULL, next_attempt_at = now(), last_error = $4, "
                    "state = CASE WHEN version = $3 THEN 'failed' ELSE 'waiting' END WHERE user_sub = $1 AND lease = $2",
                    person.sub, person.lease, person.version, reason);
}

Task<> IdentityMirrorRepository::retry_later(const Context& context, const ClaimedPerson& person, std::chrono::seconds least,
                                             std::chrono::seconds most, std::string reason) {
  co_await db_.exec(context,
                    "UPDATE identity_mirror SET lease = NULL, last_error = $3, next_attempt_at = now() + make_interval(secs => "
                    "least($5::bigint, $4::bigint * 2 ^ least(greatest(attempts, 1) - 1, 20)) * (0.75 + random() * 0.5)) "
                    "WHERE user_sub = $1 AND lease = $2",
                    person.sub, person.lease, reason, least.count(), most.count());
}

Task<> IdentityMirrorRepository::put_back(const Context& context, const ClaimedPerson& person, std::string reason) {
  co_await db_.exec(context,
                    "UPDATE identity_mirror SET lease = NULL, last_error = $3, next_attempt_at = now(), attempts = greatest(attempts - 1, 0) "
                    "WHERE user_sub = $1 AND lease = $2",
                    person.sub, person.lease, reason);
}

}  // namespace mvp::tenants
