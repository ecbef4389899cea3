#include "operations/repository.hpp"

#include "domain/audit_trail.hpp"

namespace mvp::tenants {
namespace {

const std::string shown =
    "o.id, t.slug AS tenant, o.kind, o.state, o.step, o.is_undoing, o.is_cancel_wanted, o.attempts, o.error, o.result, o.requested_by, "
    "o.created_at, o.updated_at, o.deadline, o.finished_at ";
const std::string select = "SELECT " + shown + "FROM operations o JOIN tenants t ON t.id = o.tenant_id ";
const std::string open_states = "state IN ('pending', 'running') ";

std::int64_t ms(std::chrono::milliseconds duration) { return duration.count(); }

struct KeyedRow {
  OperationId id;
  std::string request_sha256;
};
BOOST_DESCRIBE_STRUCT(KeyedRow, (), (id, request_sha256))

struct DueRow {
  std::optional<std::int64_t> due_in_ms;
};
BOOST_DESCRIBE_STRUCT(DueRow, (), (due_in_ms))

struct HeldRow {
  bool is_held = false;
};
BOOST_DESCRIBE_STRUCT(HeldRow, (), (is_held))

struct ResultRow {
  json::Object result;
};
BOOST_DESCRIBE_STRUCT(ResultRow, (), (result))

struct SavedRow {
  bool is_cancel_wanted = false;
};
BOOST_DESCRIBE_STRUCT(SavedRow, (), (is_cancel_wanted))

}  // namespace

Task<std::optional<Operation>> OperationRepository::find(const Context& context, OperationId id) {
  auto rows = co_await db_.query<Operation>(context, select + "WHERE o.id = $1", id);
  if (rows.empty()) co_return std::nullopt;
  co_return std::move(rows.front());
}

Task<Page<Operation>> OperationRepository::list(const Context& context, PageRequest page, std::optional<std::string> tenant) {
  auto rows = co_await db_.query<Operation>(
      context,
      select + "WHERE ($1::text IS NULL OR t.slug = $1) "
               "AND ($2::uuid IS NULL OR o.seq < (SELECT seq FROM operations WHERE id = $2)) ORDER BY o.seq DESC LIMIT $3::bigint",
      tenant, page.cursor, page.limit + 1);
  co_return page_of(std::move(rows), page.limit, [](const Operation& last) { return last.id.value; });
}

Task<Result<std::optional<Operation>>> OperationRepository::find_by_key(const Context& context, std::string key, std::string request_sha256) {
  const auto rows = co_await db_.query<KeyedRow>(
      context, "SELECT id, request_sha256 FROM operations WHERE requested_by = $1 AND idempotency_key = $2", context.principal.subject, key);
  if (rows.empty()) co_return std::optional<Operation>();
  if (rows.front().request_sha256 != request_sha256)
    co_return fail(Errc::invalid, "This Idempotency-Key was used for another request.");
  co_return co_await find(context, rows.front().id);
}

Task<Result<Operation>> OperationRepository::insert(pg::Transaction& tx, const Context& context, const NewOperation& operation,
                                                    std::chrono::milliseconds deadline) {
  try {
    auto rows = co_await tx.query<Operation>(
        "WITH o AS (INSERT INTO operations (id, tenant_id, kind, state, payload, requested_by, idempotency_key, request_sha256, "
        "deadline, finished_at) VALUES ($1, $2, $3, $4::text, $5::jsonb, $6, $7, $8, now() + $9::bigint * interval '1 ms', "
        "CASE WHEN $4::text = 'done' THEN now() END) RETURNING *) "
        "SELECT " + shown + "FROM o JOIN tenants t ON t.id = o.tenant_id",
        OperationId::random(), operation.tenant, operation.kind,
        operation.is_done_already ? OperationState::done : OperationState::pending, operation.payload,
        context.principal.subject, operation.idempotency_key, operation.request_sha256, ms(deadline));
    co_return std::move(rows.front());
  } catch (const pg::ServerError& e) {
    if (e.violates("operations_one_open_key"))
      co_return fail(Errc::conflict, "Another change of this tenant is under way. Wait for it to finish.");
    if (e.violates("operations_idempotency_key")) co_return fail(Errc::conflict, "This Idempotency-Key is in use.");
    throw;
  }
}

Task<> OperationRepository::call_off(pg::Transaction& tx, TenantId tenant, OperationKind kind) {
  co_await tx.exec("UPDATE operations SET state = 'cancelled', lease = NULL, finished_at = now(), updated_at = now() "
                   "WHERE tenant_id = $1 AND kind = $2 AND " + open_states,
                   tenant, kind);
}

Task<std::optional<Operation>> OperationRepository::lock(pg::Transaction& tx, OperationId id) {
  auto rows = co_await tx.query<Operation>(select + "WHERE o.id = $1 FOR UPDATE OF o", id);
  if (rows.empty()) co_return std::nullopt;
  co_return std::move(rows.front());
}

Task<> OperationRepository::want_cancel(pg::Transaction& tx, OperationId id) {
  co_await tx.exec("UPDATE operations SET is_cancel_wanted = true, updated_at = now(), "
                   "next_attempt_at = CASE WHEN state = 'pending' THEN now() ELSE next_attempt_at END WHERE id = $1",
                   id);
}

Task<bool> OperationRepository::holds(pg::Transaction& tx, const Claimed& operation) {
  const auto rows = co_await tx.query<HeldRow>("SELECT true AS is_held FROM operations WHERE id = $1 AND lease = $2::uuid FOR UPDATE",
                                               operation.id, operation.lease);
  co_return !rows.empty();
}

Task<std::optional<Claimed>> OperationRepository::claim(const Context& context, std::chrono::milliseconds lease) {
  auto rows = co_await db_.query<Claimed>(
      context,
      "WITH due AS (SELECT id FROM operations WHERE " + open_states + "AND next_attempt_at <= now() ORDER BY next_attempt_at, seq "
      "LIMIT 1 FOR UPDATE SKIP LOCKED), "
      "o AS (UPDATE operations SET state = 'running', lease = gen_random_uuid(), attempts = attempts + 1, updated_at = now(), "
      "next_attempt_at = now() + $1::bigint * interval '1 ms' FROM due WHERE operations.id = due.id RETURNING operations.*) "
      "SELECT o.id, o.tenant_id, t.slug AS tenant, t.plan, o.kind, o.step, o.is_undoing, o.is_cancel_wanted, o.attempts, o.deadline <= now() AS is_overdue, "
      "o.lease, o.error, o.payload, o.requested_by, o.created_at FROM o JOIN tenants t ON t.id = o.tenant_id",
      ms(lease));
  if (rows.empty()) co_return std::nullopt;
  co_return std::move(rows.front());
}

Task<std::optional<std::int64_t>> OperationRepository::next_due_in_ms(const Context& context) {
  const auto rows = co_await db_.query<DueRow>(
      context, "SELECT ceil(extract(epoch FROM min(next_attempt_at) - now()) * 1000)::bigint AS due_in_ms FROM operations WHERE " + open_states);
  co_return rows.front().due_in_ms;
}

Task<> OperationRepository::release_all(const Context& context) {
  co_await db_.exec(context, "UPDATE operations SET next_attempt_at = now(), lease = NULL WHERE state = 'running'");
}

Task<bool> OperationRepository::save_step(const Context& context, Claimed& operation) {
  const auto rows = co_await db_.query<SavedRow>(
      context,
      "UPDATE operations SET step = $3, is_undoing = $4, error = $5, attempts = 1, updated_at = now() "
      "WHERE id = $1 AND lease = $2::uuid RETURNING is_cancel_wanted",
      operation.id, operation.lease, operation.step, operation.is_undoing, operation.error);
  if (rows.empty()) co_return false;
  operation.is_cancel_wanted = rows.front().is_cancel_wanted;
  co_return true;
}

Task<> OperationRepository::note(pg::Transaction& tx, const Claimed& operation, json::Object found) {
  co_await tx.exec("UPDATE operations SET result = coalesce(result, '{}') || $3::jsonb WHERE id = $1 AND lease = $2::uuid", operation.id,
                   operation.lease, found);
}

Task<json::Value> OperationRepository::result(pg::Transaction& tx, const Claimed& operation) {
  const auto rows = co_await tx.query<ResultRow>("SELECT coalesce(result, '{}') AS result FROM operations WHERE id = $1", operation.id);
  co_return json::Value(rows.front().result);
}

Task<bool> OperationRepository::retry_later(const Context& context, const Claimed& operation, std::chrono::milliseconds delay) {
  co_return co_await db_.exec(context,
                              "UPDATE operations SET state = 'pending', lease = NULL, error = $3, updated_at = now(), "
                              "next_attempt_at = now() + CASE WHEN is_cancel_wanted AND NOT is_undoing THEN 0 ELSE $4::bigint END * interval '1 ms' "
                              "WHERE id = $1 AND lease = $2::uuid",
                              operation.id, operation.lease, operation.error, ms(delay)) == 1;
}

Task<bool> OperationRepository::finish(const Context& context, const Claimed& operation, OperationState state) {
  co_return co_await db_.transaction(context, [&](pg::Transaction& tx) -> Task<bool> {
    const auto changed = co_await tx.exec(
        "UPDATE operations SET state = $3, lease = NULL, error = $4, payload = '{}', finished_at = now(), updated_at = now() "
        "WHERE id = $1 AND lease = $2::uuid",
        operation.id, operation.lease, state, operation.error);
    if (changed == 0) co_return false;
    if (state == OperationState::done) co_return true;
    const auto now = co_await lock(tx, operation.id);  // the tenant under the name it has after the way back
    co_await record(tx, by_platform(context), {.tenant = now->tenant, .action = "operation.undo", .target = operation.id.value,
                                               .after = json::Object{{"kind", json::to_value(operation.kind)}, {"state", json::to_value(state)},
                                                                     {"error", json::to_value(operation.error)}}});
    co_return true;
  });
}

}  // namespace mvp::tenants
