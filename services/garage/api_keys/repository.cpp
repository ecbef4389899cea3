#include "api_keys/repository.hpp"

#include "domain/audit_trail.hpp"

namespace mvp::garage {
namespace {

struct Count {
  std::int64_t live{};
};
BOOST_DESCRIBE_STRUCT(Count, (), (live))

const std::string select = "SELECT " + pg::columns<ApiKey>() + " FROM api_keys ";

}  // namespace

Task<std::vector<ApiKey>> ApiKeyRepository::all(const Context& context, std::optional<std::string> owner) {
  return db_.query<ApiKey>(context, select + "WHERE $1::text IS NULL OR owner_sub = $1 ORDER BY created_at DESC, id LIMIT 1000", owner);
}

Task<std::optional<ApiKey>> ApiKeyRepository::with_digest(const Context& context, std::string digest) {
  auto rows = co_await db_.query<ApiKey>(context, select + "WHERE secret_sha256 = $1", digest);
  if (rows.empty()) co_return std::nullopt;
  co_return std::move(rows.front());
}

Task<Result<ApiKey>> ApiKeyRepository::insert(const Context& context, ApiKeyInput input, std::string owner, std::string prefix, std::string digest) {
  co_return co_await db_.transaction(context, [&](pg::Transaction& tx) -> Task<Result<ApiKey>> {
    // One person's creations one after the other: a count alone would let two through at the limit.
    co_await tx.exec("SELECT pg_advisory_xact_lock(hashtextextended($1, 2))", owner);
    const auto count = co_await tx.query<Count>(
        "SELECT count(*) AS live FROM api_keys WHERE owner_sub = $1 AND revoked_at IS NULL AND (expires_at IS NULL OR expires_at > now())", owner);
    if (count.at(0).live >= most_live_keys)
      co_return fail(Errc::conflict, "You have " + std::to_string(most_live_keys) + " API keys, which is the most a person may have. Revoke one first.", {}, "too_many_keys");
    auto rows = co_await tx.query<ApiKey>("INSERT INTO api_keys (owner_sub, name, prefix, secret_sha256, scopes, expires_at) "
                                          "VALUES ($1, $2, $3, $4, $5, $6) RETURNING " + pg::columns<ApiKey>(),
                                          owner, input.name, prefix, digest, input.scopes, input.expires_at);
    auto& made = rows.at(0);
    co_await record(tx, context, {.action = "api_key.create", .target = made.id.value, .after = json::to_value(made)});
    co_return std::move(made);
  });
}

Task<Result<>> ApiKeyRepository::revoke(const Context& context, ApiKeyId id, std::optional<std::string> owner) {
  co_return co_await db_.transaction(context, [&](pg::Transaction& tx) -> Task<Result<>> {
    const auto revoked = co_await tx.query<ApiKey>("UPDATE api_keys SET revoked_at = now() WHERE id = $1 AND ($2::text IS NULL OR owner_sub = $2) "
                                                   "AND revoked_at IS NULL RETURNING " + pg::columns<ApiKey>(),
                                                   id, owner);
    if (revoked.empty()) co_return fail(Errc::not_found, "There is no such API key, or it is revoked already.");
    co_await record(tx, context, {.action = "api_key.revoke", .target = id.value, .before = json::to_value(revoked.front())});
    co_return Result<>{};
  });
}

Task<> ApiKeyRepository::touch(const Context& context, ApiKeyId id) {
  co_await db_.exec(context, "UPDATE api_keys SET last_used_at = now() WHERE id = $1 AND (last_used_at IS NULL OR last_used_at < now() - interval '1 minute')", id);
}

}  // namespace mvp::garage
