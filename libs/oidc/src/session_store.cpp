#include "session_store.hpp"

#include <algorithm>

#include "crypto.hpp"
#include "mvp/core/encoding.hpp"
#include "mvp/json/codec.hpp"
#include "token_verifier.hpp"

namespace mvp::oidc {
namespace {

std::int64_t now_in_ms() {
  const auto now = std::chrono::system_clock::now().time_since_epoch();
  return std::chrono::duration_cast<std::chrono::milliseconds>(now).count();
}

std::string logout_key_of(const std::string& id) { return "logout:" + to_hex(sha256(id)); }
std::string login_key_of(const std::string& cookie) { return "login:" + to_hex(sha256(cookie)); }

template <class T>
std::optional<T> open_as(const std::string& key, const std::string& label, const std::string& sealed) {
  const auto plain = unseal(key, label, sealed);
  if (!plain) return std::nullopt;
  auto value = json::decode<T>(*plain);
  return value ? std::optional<T>(std::move(*value)) : std::nullopt;
}

}  // namespace

std::string SessionStore::key_of(const std::string& cookie) { return "session:" + to_hex(sha256(cookie)); }

Task<std::string> SessionStore::create(const Context& context, StoredSession session) {
  auto cookie = to_base64url(random_bytes(32));
  const auto session_key = key_of(cookie);
  session.ends_at = now_in_seconds() + absolute.count();
  session.created_at_ms = now_in_ms();
  // Listed first: a session that no list knows could not be ended from outside.
  if (!session.sid.empty()) co_await list_under(context, list_key("sid", session.sid), session_key);
  co_await list_under(context, list_key("sub", session.sub), session_key);
  co_await redis_.write(context, session_key, seal(key_, session_key, json::encode(session)), idle);
  co_return cookie;
}

/// Keyed, so that a copy of Redis does not tell who is signed in.
std::string SessionStore::list_key(std::string_view what, std::string_view value) const {
  return "sessions_of:" + to_hex(sha256(key_ + std::string(what) + ':' + std::string(value)));
}

Task<> SessionStore::list_under(const Context& context, std::string list, std::string session_key) {
  static const std::string script = "redis.call('SADD',KEYS[1],ARGV[1]) return redis.call('EXPIRE',KEYS[1],ARGV[2])";
  co_await redis_.command(context, {"EVAL", script, "1", std::move(list), std::move(session_key),
                                    std::to_string(absolute.count())});
}

Task<> SessionStore::erase_all(const Context& context, std::string sub, std::string sid) {
  const auto list = sid.empty() ? list_key("sub", sub) : list_key("sid", sid);
  const auto sessions = co_await redis_.command(context, {"SMEMBERS", list});
  for (const auto& session_key : sessions.list()) co_await redis_.erase(context, session_key.text());
  co_await redis_.erase(context, list);
}

Task<std::vector<ListedSession>> SessionStore::list(const Context& context, std::string sub) {
  const auto index = list_key("sub", sub);
  const auto keys = co_await redis_.command(context, {"SMEMBERS", index});
  std::vector<ListedSession> out;
  for (const auto& key : keys.list()) {
    const auto sealed = co_await redis_.read(context, key.text());
    auto session = sealed ? open_as<StoredSession>(key_, key.text(), *sealed) : std::nullopt;
    if (!session || now_in_seconds() >= session->ends_at) {
      co_await redis_.command(context, {"SREM", index, key.text()});
      continue;
    }
    const auto left_s = (co_await redis_.command(context, {"TTL", key.text()})).integer();
    out.push_back({key.text(), std::move(*session), now_in_seconds() - (idle.count() - std::max<std::int64_t>(left_s, 0))});
  }
  co_return out;
}

Task<bool> SessionStore::note_logout(const Context& context, std::string id) {
  return redis_.write_if_absent(context, logout_key_of(id), "1", std::chrono::minutes(15));
}

Task<> SessionStore::forget_logout(const Context& context, std::string id) {
  co_await redis_.erase(context, logout_key_of(id));
}

Task<std::optional<StoredSession>> SessionStore::read(const Context& context, std::string session_key) {
  const auto reply = co_await redis_.command(context, {"GETEX", session_key, "EX", std::to_string(idle.count())});
  if (reply.is_nil()) co_return std::nullopt;
  auto session = open_as<StoredSession>(key_, session_key, reply.text());
  if (session && now_in_seconds() < session->ends_at) co_return session;
  co_await redis_.erase(context, session_key);
  co_return std::nullopt;
}

Task<bool> SessionStore::replace(const Context& context, std::string session_key, StoredSession session) {
  auto sealed = seal(key_, session_key, json::encode(session));
  const auto reply = co_await redis_.command(context, {"SET", session_key, std::move(sealed), "XX", "KEEPTTL"});
  co_return !reply.is_nil();
}

Task<> SessionStore::erase(const Context& context, std::string session_key) {
  co_await redis_.erase(context, std::move(session_key));
}

Task<bool> SessionStore::lock(const Context& context, std::string session_key, std::string holder) {
  return redis_.write_if_absent(context, "lock:" + session_key, std::move(holder), std::chrono::seconds(15));
}

Task<> SessionStore::unlock(const Context& context, std::string session_key, std::string holder) {
  // Only our own: after 15 s it may be another's.
  static const std::string script =
      "if redis.call('GET',KEYS[1])==ARGV[1] then return redis.call('DEL',KEYS[1]) end return 0";
  co_await redis_.command(context, {"EVAL", script, "1", "lock:" + session_key, std::move(holder)});
}

Task<std::string> SessionStore::begin_login(const Context& context, LoginTransaction login) {
  auto cookie = to_base64url(random_bytes(32));
  const auto key = login_key_of(cookie);
  co_await redis_.write(context, key, seal(key_, key, json::encode(login)), login_time);
  co_return cookie;
}

Task<std::optional<LoginTransaction>> SessionStore::take_login(const Context& context, std::string cookie) {
  const auto key = login_key_of(cookie);
  const auto sealed = co_await redis_.take(context, key);
  if (!sealed) co_return std::nullopt;
  co_return open_as<LoginTransaction>(key_, key, *sealed);
}

}  // namespace mvp::oidc
