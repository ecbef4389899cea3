#pragma once
#include <boost/describe/class.hpp>
#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "mvp/core/context.hpp"
#include "mvp/core/task.hpp"
#include "mvp/redis/client.hpp"

namespace mvp::oidc {

/// What Redis holds of a signed-in browser, sealed as a whole.
struct StoredSession {
  std::string sub, email, name;
  bool email_verified = false;
  std::string sid, tenant;
  std::string access_token, refresh_token, id_token;
  std::int64_t access_expires_at = 0;  ///< seconds since 1970
  std::int64_t ends_at = 0;            ///< seconds since 1970; no use prolongs it
  std::int64_t created_at_ms = 0;      ///< since 1970
  std::int64_t signed_in_at = 0;       ///< seconds since 1970, of the provider's `auth_time`; 0: it gave none
  std::optional<std::string> browser, remote;  ///< User-Agent and address of the sign-in; absent in older sessions
};
BOOST_DESCRIBE_STRUCT(StoredSession, (),
                      (sub, email, name, email_verified, sid, tenant, access_token, refresh_token, id_token,
                       access_expires_at, ends_at, created_at_ms, signed_in_at, browser, remote))

/// A session among those of its person.
struct ListedSession {
  std::string key;
  StoredSession session;
  std::int64_t last_used_at = 0;  ///< seconds since 1970
};

/// A sign-in under way: what the callback must find again.
struct LoginTransaction {
  std::string state, nonce, verifier, tenant, return_to;
  std::int64_t signed_in_since = 0;  ///< seconds since 1970: the sign-in at the provider must not be older; 0: any will do
};
BOOST_DESCRIBE_STRUCT(LoginTransaction, (), (state, nonce, verifier, tenant, return_to, signed_in_since))

/// Sessions and sign-ins in Redis. Keys are hashes of cookies and values are AES-256-GCM, so that a copy of Redis lets
/// nobody in. Idle 30 min, absolute 12 h; a sign-in 10 min and once. @throws redis::Unavailable.
class SessionStore {
 public:
  static constexpr std::chrono::seconds idle{30 * 60}, absolute{12 * 60 * 60}, login_time{10 * 60};

  /// `key`: 32 bytes.
  SessionStore(redis::Client& redis, std::string key) : redis_(redis), key_(std::move(key)) {}

  /// Key of the session that belongs to a cookie.
  static std::string key_of(const std::string& cookie);

  /// @return the new cookie: 256 random bits.
  Task<std::string> create(const Context& context, StoredSession session);
  /// Also renews the idle time.
  Task<std::optional<StoredSession>> read(const Context& context, std::string session_key);
  /// @return false if the session has ended meanwhile.
  Task<bool> replace(const Context& context, std::string session_key, StoredSession session);
  Task<> erase(const Context& context, std::string session_key);
  /// The live sessions of a person, in no order. Nothing is prolonged by looking.
  Task<std::vector<ListedSession>> list(const Context& context, std::string sub);
  /// All sessions of the provider's session `sid` or, where that is empty, of the person `sub`.
  Task<> erase_all(const Context& context, std::string sub, std::string sid);

  /// Remembers a logout token's id for longer than such a token is taken. @return false if it was here before.
  Task<bool> note_logout(const Context& context, std::string id);
  Task<> forget_logout(const Context& context, std::string id);

  /// For the one that renews the tokens, in whichever thread or process. Lasts 15 s at most.
  Task<bool> lock(const Context& context, std::string session_key, std::string holder);
  Task<> unlock(const Context& context, std::string session_key, std::string holder);

  Task<std::string> begin_login(const Context& context, LoginTransaction login);  ///< @return the cookie
  Task<std::optional<LoginTransaction>> take_login(const Context& context, std::string cookie);

 private:
  Task<> list_under(const Context& context, std::string list, std::string session_key);
  std::string list_key(std::string_view what, std::string_view value) const;

  redis::Client& redis_;
  std::string key_;
};

}  // namespace mvp::oidc
