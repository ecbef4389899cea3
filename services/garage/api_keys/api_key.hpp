#pragma once
#include <boost/describe/class.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "domain/access.hpp"
#include "mvp/core/ids.hpp"
#include "mvp/core/instant.hpp"

namespace mvp::garage {

using ApiKeyId = Id<struct ApiKeyTag>;

/// Body of POST: what a member wants of a new key.
struct ApiKeyInput {
  std::string name;
  std::vector<KeyScope> scopes;
  std::optional<Instant> expires_at;  ///< within a year; absent: until it is revoked
};
BOOST_DESCRIBE_STRUCT(ApiKeyInput, (), (name, scopes, expires_at))

/// A key as listed. Table: db/tenant/0002_api_keys.sql.
struct ApiKey {
  ApiKeyId id;
  std::string owner_sub;
  std::string name;
  std::string prefix;  ///< the first 8 characters of the key
  std::vector<KeyScope> scopes;
  Instant created_at;
  std::optional<Instant> expires_at, last_used_at, revoked_at;

  bool is_live(Instant now) const { return !revoked_at && (!expires_at || *expires_at > now); }
};
BOOST_DESCRIBE_STRUCT(ApiKey, (), (id, owner_sub, name, prefix, scopes, created_at, expires_at, last_used_at, revoked_at))

/// The answer to POST, and the only time that the key itself is told.
struct NewApiKey {
  ApiKey api_key;
  std::string key;
};
BOOST_DESCRIBE_STRUCT(NewApiKey, (), (api_key, key))

/// How every key begins: enough to tell it from an access token, and for scanners that look for secrets.
inline constexpr std::string_view key_beginning = "mvp_";

/// A fresh key: "mvp_", 32 random bytes in base64url (43 characters), and 6 characters that check them.
std::string random_key();
/// True for a text of that form whose check agrees: a key that was mistyped or cut off is none.
bool is_well_formed_key(std::string_view key);
std::string prefix_of_key(std::string_view key);
/// What is stored of a key: its SHA-256 in hexadecimal. 32 random bytes need no salt and no slow hash.
std::string digest_of_key(std::string_view key);

/// Name, scopes and expiry; scopes come out sorted and once each. @return invalid with the field.
Result<ApiKeyInput> checked(ApiKeyInput input, Instant now);

}  // namespace mvp::garage
