#pragma once
#include "api_keys/api_key.hpp"
#include "mvp/core/context.hpp"
#include "mvp/pg/database.hpp"

namespace mvp::garage {

/// So many keys a person may have that are neither revoked nor expired.
inline constexpr std::int64_t most_live_keys = 20;

/// All SQL of the api_keys table; keys that come and go are audited. Throws when the database is unusable; Result for what the caller asked wrongly.
class ApiKeyRepository {
 public:
  explicit ApiKeyRepository(pg::Database& tenant_db) : db_(tenant_db) {}

  /// Newest first, of one owner or (nullopt) of everybody.
  Task<std::vector<ApiKey>> all(const Context& context, std::optional<std::string> owner);
  /// The key with that digest, in whatever state. The index decides: no secret is compared byte by byte.
  Task<std::optional<ApiKey>> with_digest(const Context& context, std::string digest);
  /// @return conflict when the owner has `most_live_keys` already, also under two requests at once.
  Task<Result<ApiKey>> insert(const Context& context, ApiKeyInput input, std::string owner, std::string prefix, std::string digest);
  /// Of this owner, or (nullopt) of anybody. @return not_found for an unknown key, another's, and a revoked one.
  Task<Result<>> revoke(const Context& context, ApiKeyId id, std::optional<std::string> owner);
  /// Notes the use of a key, at most once a minute.
  Task<> touch(const Context& context, ApiKeyId id);

 private:
  pg::Database& db_;
};

}  // namespace mvp::garage
